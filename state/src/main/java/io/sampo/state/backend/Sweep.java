/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

/**
 * How fast a backend looks through a table for values that nobody wants any more and nobody asks
 * for: so many rows for each access to the table, or for each record of the operator. Belongs to
 * one table of one subtask, and confined to its thread.
 */
public final class Sweep {
    /** What has piled up beyond this is not made up for. */
    private static final int MOST_DUE = 1 << 12;

    private final int rows;
    private final boolean forEveryRecord;
    private int due;

    /**
     * Creates a sweep.
     *
     * @param rows how many are looked at each time, at least 1
     * @param forEveryRecord whether for each record, not for each access
     */
    public Sweep(int rows, boolean forEveryRecord) {
        this.rows = rows;
        this.forEveryRecord = forEveryRecord;
    }

    /** Notes an access to the table. */
    public void accessed() {
        if (!forEveryRecord) {
            add(rows);
        }
    }

    /**
     * Returns how many rows are to be looked at now.
     *
     * @param records how many have come since the last call
     * @param least fewer than that are not worth it, and put off
     * @param most more than that are put off
     */
    public int take(int records, int least, int most) {
        if (forEveryRecord) {
            add((long) rows * records);
        }
        if (due < least) {
            return 0;
        }
        int taken = Math.min(due, most);
        due -= taken;
        return taken;
    }

    private void add(long more) {
        due = (int) Math.min(MOST_DUE, due + more);
    }
}
