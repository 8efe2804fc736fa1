/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import java.util.Arrays;
import java.util.Base64;

/** Bytes that are compared by content. Not copied: whoever hands them over leaves them alone. */
public final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Returns {@code content} as a value. */
    public static Bytes of(byte[] content) {
        return new Bytes(content);
    }

    /** Returns the bytes, not a copy. */
    public byte[] array() {
        return content;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(content);
    }
}
