/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.operators.source.SourceOutput.SplitOutput;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A partition that is being read. Confined to the subtask's thread but for its lag. */
final class ReadPartition<T> {
    final TopicPartition of;
    final String id;
    private final long stop;
    long offset;
    @Nullable SplitOutput<T> output;
    private boolean caughtUp;

    /** Read by metrics too. */
    volatile long lag = -1;

    ReadPartition(KafkaSplit split) {
        of = split.topicPartition();
        id = split.splitId();
        stop = split.stop();
        offset = split.offset();
    }

    SplitOutput<T> output() {
        return Objects.requireNonNull(output, "The split is not open");
    }

    /** Whether a message is to be emitted; behind the end more may have been fetched. */
    boolean wants(ConsumerRecord<byte[], byte[]> message) {
        if (caughtUp) {
            caughtUp = false;
            output().caughtUp(false);
        }
        return message.offset() >= offset && message.offset() < stop;
    }

    void passed(ConsumerRecord<byte[], byte[]> message) {
        offset = message.offset() + 1;
    }

    void advance(Fetched.Progress progress) {
        offset = Math.max(offset, Math.min(progress.offset(), stop));
        lag = progress.lag();
        if (progress.atEnd() != caughtUp) {
            caughtUp = progress.atEnd();
            output().caughtUp(caughtUp);
        }
    }

    boolean isRead() {
        return offset >= stop;
    }

    KafkaSplit snapshot() {
        return new KafkaSplit(of.topic(), of.partition(), offset, stop);
    }
}
