/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.operators.source.SourceSplit;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition of a topic.
 *
 * @param topic its name
 * @param partition number of the partition
 * @param offset of the next message that has not been emitted
 * @param stop offset before which the split ends, {@link #NO_STOP} if it does not
 */
public record KafkaSplit(String topic, int partition, long offset, long stop)
        implements SourceSplit {
    /** Stands for a split without an end. */
    public static final long NO_STOP = Long.MAX_VALUE;

    @Override
    public String splitId() {
        return topic + "-" + partition;
    }

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }
}
