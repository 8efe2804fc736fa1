/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import java.io.Serializable;

/**
 * Names a side output. Two tags of the same name are the same.
 *
 * @param <T> type of its records
 * @param name unique within the operator
 */
@SuppressWarnings("UnusedTypeParameter") // ties what is emitted to what is read
public record OutputTag<T>(String name) implements Serializable {
    /** Returns a tag; the class only helps the compiler. */
    public static <T> OutputTag<T> of(String name, Class<T> type) {
        return new OutputTag<>(name);
    }
}
