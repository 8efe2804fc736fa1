/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What the I/O side hands to the subtask's thread. */
sealed interface Fetched {
    /**
     * Messages, and how far the partitions have been read.
     *
     * @param records the messages
     * @param progress of those partitions where it has changed
     */
    record Messages(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Progress> progress)
            implements Fetched {}

    /** Nothing more can be fetched. */
    record Failed(Throwable cause) implements Fetched {}

    /**
     * How far a partition has been read.
     *
     * @param offset of the next message, behind markers of transactions and what was compacted
     * @param lag how many offsets there are from there to the end of what can be read, -1 if that
     *     is not known
     * @param atEnd whether nothing at all is behind, not even what cannot be read yet
     */
    record Progress(long offset, long lag, boolean atEnd) {}
}
