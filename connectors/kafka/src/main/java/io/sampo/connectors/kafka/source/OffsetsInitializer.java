/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the partitions begin that are there when the job starts anew, or where a bounded source
 * ends. Named as in Apache Flink.
 */
public sealed interface OffsetsInitializer extends Serializable {
    /** The first message that the partition still has. */
    record Earliest() implements OffsetsInitializer {}

    /** Behind the last message that can be read. */
    record Latest() implements OffsetsInitializer {}

    /**
     * What the consumer group has committed.
     *
     * @param otherwise for partitions without a committed offset; null fails the job
     */
    record Committed(@Nullable OffsetsInitializer otherwise) implements OffsetsInitializer {}

    /**
     * The first message of that time or later; behind the last one if there is none.
     *
     * @param millis since 1970
     */
    record Timestamp(long millis) implements OffsetsInitializer {}

    /**
     * Given offsets.
     *
     * @param offsets by partition; a start begins at the earliest message where one is missing, an
     *     end must name all
     */
    record Given(Map<TopicPartition, Long> offsets) implements OffsetsInitializer {
        /** Copies the offsets. */
        public Given {
            offsets = Map.copyOf(offsets);
        }
    }

    /** Returns the first messages there are. */
    static OffsetsInitializer earliest() {
        return new Earliest();
    }

    /**
     * Returns the ends of the partitions when the job starts; as far as the source's isolation
     * level sees.
     */
    static OffsetsInitializer latest() {
        return new Latest();
    }

    /** Returns the offsets of the consumer group; the job fails if a partition has none. */
    static OffsetsInitializer committedOffsets() {
        return new Committed(null);
    }

    /** Returns the offsets of the consumer group, and something else for partitions without one. */
    static OffsetsInitializer committedOffsets(OffsetsInitializer otherwise) {
        return new Committed(Objects.requireNonNull(otherwise, "otherwise"));
    }

    /** Returns the first messages of a time or later. */
    static OffsetsInitializer timestamp(long millis) {
        return new Timestamp(millis);
    }

    /** Returns the first messages of a time or later. */
    static OffsetsInitializer timestamp(Instant time) {
        return new Timestamp(time.toEpochMilli());
    }

    /** Returns given offsets. */
    static OffsetsInitializer offsets(Map<TopicPartition, Long> offsets) {
        return new Given(offsets);
    }
}
