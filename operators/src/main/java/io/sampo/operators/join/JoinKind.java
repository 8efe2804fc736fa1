/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import java.util.Locale;

/** Of which streams a join also shows records that meet nobody. */
public enum JoinKind {
    /** Of neither. */
    INNER,
    /** Of the left one. */
    LEFT,
    /** Of the right one. */
    RIGHT,
    /** Of both. */
    FULL;

    /** Returns whether records of a stream are shown that meet nobody. */
    public boolean shows(boolean left) {
        return this == FULL || this == (left ? LEFT : RIGHT);
    }

    /** Returns this kind, with one stream more. */
    public JoinKind and(JoinKind other) {
        return this == INNER || this == other ? other : other == INNER ? this : FULL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
