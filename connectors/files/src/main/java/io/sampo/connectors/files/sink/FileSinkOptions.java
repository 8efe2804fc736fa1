/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import io.sampo.connectors.files.ErrorPolicy;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of a sink.
 *
 * @param prefix first word of the names of parts
 * @param compressed whether parts are gzip files
 * @param buckets chooses sub-directories, null for none
 * @param rollBytes length from which on a part is closed
 * @param maxOpenParts how many parts of a subtask are open at a time
 * @param policy for records that cannot be written
 */
record FileSinkOptions<T>(
        String prefix,
        boolean compressed,
        @Nullable BucketFunction<T> buckets,
        long rollBytes,
        int maxOpenParts,
        ErrorPolicy policy)
        implements Serializable {
    private static final long DEFAULT_ROLL_BYTES = 128L * 1024 * 1024;
    private static final int DEFAULT_OPEN_PARTS = 100;

    static <T> FileSinkOptions<T> defaults() {
        return new FileSinkOptions<>(
                "part", false, null, DEFAULT_ROLL_BYTES, DEFAULT_OPEN_PARTS, ErrorPolicy.fail());
    }

    FileSinkOptions<T> withPrefix(String word) {
        return new FileSinkOptions<>(word, compressed, buckets, rollBytes, maxOpenParts, policy);
    }

    FileSinkOptions<T> withCompression() {
        return new FileSinkOptions<>(prefix, true, buckets, rollBytes, maxOpenParts, policy);
    }

    FileSinkOptions<T> withBuckets(BucketFunction<T> function) {
        return new FileSinkOptions<>(prefix, compressed, function, rollBytes, maxOpenParts, policy);
    }

    FileSinkOptions<T> withRollBytes(long bytes) {
        return new FileSinkOptions<>(prefix, compressed, buckets, bytes, maxOpenParts, policy);
    }

    FileSinkOptions<T> withMaxOpenParts(int parts) {
        return new FileSinkOptions<>(prefix, compressed, buckets, rollBytes, parts, policy);
    }

    FileSinkOptions<T> withPolicy(ErrorPolicy other) {
        return new FileSinkOptions<>(prefix, compressed, buckets, rollBytes, maxOpenParts, other);
    }
}
