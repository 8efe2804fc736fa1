/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

/**
 * A class whose instances cannot be stored or sent. Thrown from inside the serialization library
 * and turned into a {@code StreamException} that also names the place.
 */
final class UnfitTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String className;

    UnfitTypeException(String className, String reason) {
        super("class=" + className + ": " + reason, null, false, false);
        this.className = className;
    }

    String className() {
        return className;
    }
}
