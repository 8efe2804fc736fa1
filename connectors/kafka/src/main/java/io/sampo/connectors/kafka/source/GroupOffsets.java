/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.core.metric.MetricGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the brokers how far completed checkpoints have come, for those who watch the consumer
 * group. Nothing depends on it: a restore takes its offsets from the checkpoint. Confined to the
 * subtask's thread.
 */
final class GroupOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

    private final boolean wanted;
    private final AtomicLong failures = new AtomicLong();
    private final TreeMap<Long, Map<TopicPartition, OffsetAndMetadata>> byCheckpoint =
            new TreeMap<>();

    /** Partitions that were read to their end, and are in no snapshot any more. */
    private final Map<TopicPartition, OffsetAndMetadata> finished = new HashMap<>();

    GroupOffsets(boolean wanted, MetricGroup metrics) {
        this.wanted = wanted;
        metrics.gauge("offsetCommitsFailed", failures::get);
    }

    void finished(TopicPartition partition, long offset) {
        finished.put(partition, new OffsetAndMetadata(offset));
    }

    void remember(long checkpointId, List<KafkaSplit> splits) {
        if (wanted) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(finished);
            splits.forEach(
                    split ->
                            offsets.put(
                                    split.topicPartition(), new OffsetAndMetadata(split.offset())));
            byCheckpoint.put(checkpointId, offsets);
        }
    }

    void commit(long checkpointId, KafkaFeed feed) {
        Map.Entry<Long, Map<TopicPartition, OffsetAndMetadata>> entry =
                byCheckpoint.floorEntry(checkpointId);
        byCheckpoint.headMap(checkpointId, true).clear();
        if (entry == null || entry.getValue().isEmpty()) {
            return;
        }
        finished.keySet().removeAll(entry.getValue().keySet());
        feed.commit(
                entry.getValue(),
                (offsets, failure) -> {
                    if (failure != null) {
                        failures.incrementAndGet();
                        LOG.warn(
                                "Offsets could not be committed for the consumer group, which nothing"
                                        + " depends on: checkpoint={} cause={}",
                                entry.getKey(),
                                failure.toString());
                    }
                });
    }
}
