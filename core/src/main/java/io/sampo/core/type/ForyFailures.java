/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import org.jspecify.annotations.Nullable;

/** Says what a failure of Fory means, where, and what to do about it. */
final class ForyFailures {
    private static final int MAX_CAUSES = 20;

    private ForyFailures() {}

    static StreamException onWrite(String action, String place, Object value, Throwable failure) {
        String type = value.getClass().getTypeName();
        UnfitTypeException unfit = find(failure, UnfitTypeException.class);
        String reason;
        if (unfit != null) {
            reason =
                    unfit.className().equals(type)
                            ? "because " + unfit.getMessage()
                            : "because it holds " + unfit.getMessage();
        } else if (isTooDeep(failure)) {
            reason =
                    "because it is nested more than "
                            + ForyInstance.MAX_DEPTH
                            + " levels deep, or contains itself; keep long chains in a list, and refer"
                            + " to an owner by its key";
        } else {
            reason = "because of " + rootOf(failure);
        }
        return new StreamException(
                ErrorCode.NOT_SERIALIZABLE,
                "A value cannot be "
                        + action
                        + ": place=["
                        + place
                        + "] type="
                        + type
                        + ", "
                        + reason
                        + ".",
                failure);
    }

    static StreamException onRead(ForyMode mode, String place, Throwable failure) {
        StreamException own = find(failure, StreamException.class);
        if (own != null) {
            return own;
        }
        UnfitTypeException unfit = find(failure, UnfitTypeException.class);
        if (unfit != null) {
            return new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "Bytes name a class that values cannot have: place=["
                            + place
                            + "] "
                            + unfit.getMessage()
                            + ".",
                    failure);
        }
        if (mode == ForyMode.WIRE) {
            return new StreamException(
                    ErrorCode.NOT_SERIALIZABLE,
                    "A received value cannot be read: place=["
                            + place
                            + "]: "
                            + rootOf(failure)
                            + ". Both sides must run the same program.",
                    failure);
        }
        RemoteSchemas.SchemaChangedException changed =
                find(failure, RemoteSchemas.SchemaChangedException.class);
        if (changed == null) {
            changed = new RemoteSchemas.SchemaChangedException(rootOf(failure));
        }
        return Schemas.incompatible(
                place, String.valueOf(changed.getMessage()), changed.wayOut(), failure);
    }

    private static boolean isTooDeep(Throwable failure) {
        if (find(failure, StackOverflowError.class) != null) {
            return true;
        }
        for (Throwable next = failure; next != null; next = next.getCause()) {
            String message = next.getMessage();
            if (message != null && message.contains("exceed max depth")) {
                return true;
            }
        }
        return false;
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        for (int i = 0; i < MAX_CAUSES && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String name = root.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message.strip();
    }

    private static <E extends Throwable> @Nullable E find(Throwable failure, Class<E> kind) {
        Throwable next = failure;
        for (int i = 0; i < MAX_CAUSES && next != null; i++) {
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
            next = next.getCause();
        }
        return null;
    }
}
