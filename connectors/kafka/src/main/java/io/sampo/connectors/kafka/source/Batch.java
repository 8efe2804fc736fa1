/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Walks through the messages of a batch, one partition after the other. */
final class Batch<T> {
    private final ConsumerRecords<byte[], byte[]> records;
    private final Map<TopicPartition, Fetched.Progress> progress;
    private final Map<TopicPartition, ReadPartition<T>> partitions;
    private final Iterator<TopicPartition> of;
    private @Nullable ReadPartition<T> partition;
    private List<ConsumerRecord<byte[], byte[]>> messages = List.of();
    private int next;

    Batch(Fetched.Messages fetched, Map<TopicPartition, ReadPartition<T>> partitions) {
        this.records = fetched.records();
        this.progress = fetched.progress();
        this.partitions = partitions;
        this.of = records.partitions().iterator();
        skipEmpty();
    }

    private void skipEmpty() {
        while (next == messages.size() && of.hasNext()) {
            TopicPartition current = of.next();
            partition = partitions.get(current);
            messages = records.records(current);
            next = 0;
        }
    }

    /** Returns where the next message belongs; null if that partition is read no more. */
    @Nullable ReadPartition<T> partition() {
        return partition;
    }

    /** Returns the next message, null if there are no more. */
    @Nullable ConsumerRecord<byte[], byte[]> next() {
        if (next == messages.size()) {
            return null;
        }
        ConsumerRecord<byte[], byte[]> message = messages.get(next++);
        skipEmpty();
        return message;
    }

    Map<TopicPartition, Fetched.Progress> progress() {
        return progress;
    }
}
