/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Emits the messages of the partitions of one subtask. Confined to the subtask's thread. */
final class KafkaSourceReader<T> implements SourceReader<T, KafkaSplit> {
    private final SourceReaderContext context;
    private final KafkaFeed feed;
    private final KafkaDeserializer<T> deserializer;
    private final UnreadableMessages unreadable;
    private final GroupOffsets groupOffsets;
    private final boolean bounded;
    private final Map<TopicPartition, ReadPartition<T>> partitions = new LinkedHashMap<>();
    private final List<ReadPartition<T>> added = new ArrayList<>();
    private @Nullable Batch<T> batch;
    private boolean complete;

    KafkaSourceReader(
            SourceReaderContext context,
            KafkaFeed feed,
            KafkaDeserializer<T> deserializer,
            UnreadableMessages unreadable,
            GroupOffsets groupOffsets,
            boolean bounded) {
        this.context = context;
        this.feed = feed;
        this.deserializer = deserializer;
        this.unreadable = unreadable;
        this.groupOffsets = groupOffsets;
        this.bounded = bounded;
    }

    @Override
    public void start() {
        context.requestSplit();
    }

    @Override
    public void addSplits(List<KafkaSplit> splits) {
        for (KafkaSplit split : splits) {
            ReadPartition<T> partition = new ReadPartition<>(split);
            partitions.put(split.topicPartition(), partition);
            added.add(partition);
            context.metrics().gauge("recordsLag." + split.splitId(), () -> partition.lag);
        }
        feed.add(splits);
    }

    /** Of a source without end, more may come all the same: partitions that are new. */
    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public Status poll(SourceOutput<T> output, TurnBudget budget) throws Exception {
        openAdded(output);
        while (!budget.exhausted()) {
            Batch<T> current = batch;
            if (current == null) {
                Fetched next = feed.poll();
                if (next == null) {
                    return bounded && complete && partitions.isEmpty()
                            ? Status.END
                            : Status.NOTHING_NOW;
                }
                batch = new Batch<>(messages(next), partitions);
                continue;
            }
            ReadPartition<T> partition = current.partition();
            ConsumerRecord<byte[], byte[]> message = current.next();
            if (message == null) {
                batch = null;
                current.progress().forEach((of, progress) -> advance(of, progress, output));
            } else if (partition != null && partition.wants(message)) {
                emit(partition, message);
            }
        }
        return Status.MORE;
    }

    private void openAdded(SourceOutput<T> output) {
        if (added.isEmpty()) {
            return;
        }
        for (ReadPartition<T> partition : added) {
            partition.output = output.forSplit(partition.id);
            finishIfRead(partition, output);
        }
        added.clear();
    }

    private static Fetched.Messages messages(Fetched next) {
        if (next instanceof Fetched.Messages messages) {
            return messages;
        }
        Throwable cause = ((Fetched.Failed) next).cause();
        if (cause instanceof Error error) {
            throw error;
        }
        throw new StreamException(
                cause instanceof org.apache.kafka.clients.consumer.InvalidOffsetException
                        ? ErrorCode.INPUT_UNAVAILABLE
                        : ErrorCode.EXTERNAL_IO,
                "Messages could not be fetched: cause="
                        + StreamException.withoutFullStop(cause)
                        + ". Where the offset is out of range, messages were deleted before they were"
                        + " read; to go on behind them, set the property auto.offset.reset.",
                cause);
    }

    /** On the path of every record. */
    private void emit(ReadPartition<T> partition, ConsumerRecord<byte[], byte[]> message) {
        T record;
        try {
            record = deserializer.deserialize(message);
        } catch (StreamException fatal) {
            throw fatal;
        } catch (Exception cause) {
            unreadable.handle(message, cause, partition.output());
            partition.passed(message);
            return;
        }
        if (record != null) {
            partition.output().collect(record, message.timestamp());
        }
        partition.passed(message);
    }

    private void advance(TopicPartition of, Fetched.Progress progress, SourceOutput<T> output) {
        ReadPartition<T> partition = partitions.get(of);
        if (partition != null) {
            partition.advance(progress);
            finishIfRead(partition, output);
        }
    }

    private void finishIfRead(ReadPartition<T> partition, SourceOutput<T> output) {
        if (partition.isRead()) {
            partitions.remove(partition.of);
            groupOffsets.finished(partition.of, partition.offset);
            feed.remove(partition.of);
            output.releaseSplit(partition.id);
        }
    }

    @Override
    public List<KafkaSplit> snapshotState(long checkpointId) {
        List<KafkaSplit> splits = new ArrayList<>();
        partitions.values().forEach(partition -> splits.add(partition.snapshot()));
        groupOffsets.remember(checkpointId, splits);
        return splits;
    }

    @Override
    public void checkpointCompleted(long checkpointId) {
        groupOffsets.commit(checkpointId, feed);
    }

    @Override
    public void close() {
        feed.close();
    }
}
