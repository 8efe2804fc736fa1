/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

/** The record of these tests. */
record Reading(String key, long value) {
    static Reading of(String key, long value) {
        return new Reading(key, value);
    }
}
