/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * The number of output rows and the wrapping sum of their hashes, which does not depend on the
 * order of the rows.
 *
 * <p>Used by one thread; parallel sinks keep one each and {@linkplain #merge merge} them at the
 * end.
 */
public final class Checksum {

    private long outputs;
    private long sum;

    /** Creates one that has seen nothing. */
    public Checksum() {}

    Checksum(long outputs, long sum) {
        this.outputs = outputs;
        this.sum = sum;
    }

    /** Counts one output row of the given hash. */
    public void add(long row) {
        outputs++;
        sum += row;
    }

    /** Adds what another sink has seen. */
    public void merge(Checksum other) {
        outputs += other.outputs;
        sum += other.sum;
    }

    /** Returns the number of rows added. */
    public long outputs() {
        return outputs;
    }

    /** Returns the wrapping sum of the rows added. */
    public long sum() {
        return sum;
    }

    /** Returns the sum as 16 hexadecimal digits. */
    public String hex() {
        return String.format("%016x", sum);
    }

    /** Returns the form in which results are reported: the outputs and 16 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("outputs=%d checksum=%016x", outputs, sum);
    }
}
