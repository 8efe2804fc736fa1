/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import java.util.Objects;

/** A value that users change in place. */
public final class Tally {
    public long count;
    public String note;

    public Tally(long count, String note) {
        this.count = count;
        this.note = note;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally that && count == that.count && note.equals(that.note);
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, note);
    }

    @Override
    public String toString() {
        return count + "/" + note;
    }
}
