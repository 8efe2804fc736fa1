/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exceptions as bytes: what they say, where they come from, and what led to them. */
final class FailureCodec {
    /** A chain of causes may lead back to its beginning. */
    private static final int MOST_CAUSES = 16;

    private static final int MOST_FRAMES = 256;
    private static final int LONGEST_TEXT = 16 * 1024;

    private FailureCodec() {}

    static void write(Throwable failure, BinaryOutput target) {
        write(failure, target, MOST_CAUSES);
    }

    private static void write(Throwable failure, BinaryOutput target, int causesLeft) {
        boolean ours = failure instanceof StreamException;
        target.writeBoolean(ours);
        if (ours) {
            target.writeString(StreamException.codeOf(failure).name());
            target.writeString(cut(Objects.requireNonNullElse(failure.getMessage(), "")));
        } else {
            target.writeString(cut(failure.toString()));
        }
        StackTraceElement[] frames = failure.getStackTrace();
        int count = Math.min(frames.length, MOST_FRAMES);
        target.writeVarInt(count);
        for (int i = 0; i < count; i++) {
            target.writeString(frames[i].getClassName());
            target.writeString(frames[i].getMethodName());
            target.writeString(Objects.requireNonNullElse(frames[i].getFileName(), ""));
            target.writeInt(frames[i].getLineNumber());
        }
        Throwable cause = causesLeft == 0 ? null : failure.getCause();
        target.writeBoolean(cause != null);
        if (cause != null) {
            write(cause, target, causesLeft - 1);
        }
    }

    /** A record may stand in a message, whole. */
    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }

    static Throwable read(BinaryInput source) {
        return read(source, MOST_CAUSES);
    }

    private static Throwable read(BinaryInput source, int causesLeft) {
        ErrorCode code = source.readBoolean() ? ErrorCode.valueOf(source.readString()) : null;
        String text = source.readString();
        StackTraceElement[] frames = new StackTraceElement[source.readLength()];
        for (int i = 0; i < frames.length; i++) {
            String type = source.readString();
            String method = source.readString();
            String file = source.readString();
            frames[i] = new StackTraceElement(type, method, file, source.readInt());
        }
        Throwable cause = null;
        if (source.readBoolean()) {
            if (causesLeft == 0) {
                throw new IllegalArgumentException("Too many causes");
            }
            cause = read(source, causesLeft - 1);
        }
        Throwable failure = make(code, text, cause);
        failure.setStackTrace(frames);
        return failure;
    }

    private static Throwable make(
            @Nullable ErrorCode code, String text, @Nullable Throwable cause) {
        return code == null
                ? new RemoteFailure(text, cause)
                : new StreamException(code, text, cause);
    }
}
