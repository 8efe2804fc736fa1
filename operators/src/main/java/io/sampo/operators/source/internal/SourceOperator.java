/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.graph.ExecutionSettings;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.watermark.WatermarkAlignment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.state.ListState;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the reader of a source in one subtask. Its splits are its state, each with its watermark.
 *
 * @param <T> type of the records
 * @param <S> type of the splits
 */
public final class SourceOperator<T, S extends SourceSplit> implements SourceDriver<T> {
    private final Source<T, S, ?> source;
    private final WatermarkStrategy<T> strategy;
    private @Nullable Opened<T, S> opened;

    /** Creates the operator around its own copies. */
    public SourceOperator(Source<T, S, ?> source, WatermarkStrategy<T> strategy) {
        this.source = source;
        this.strategy = strategy;
    }

    /** What there is once the operator is open. */
    private record Opened<T, S extends SourceSplit>(
            OperatorContext context,
            SubtaskReaderContext readerContext,
            SourceStreams<T> streams,
            @Nullable SourceAlignment alignment,
            ValueSerializer<S> serializer,
            ListState<StoredSplit<S>> stored,
            SourceReader<T, S> reader) {}

    @Override
    public void open(OperatorContext context, Output<T> output) throws Exception {
        SubtaskReaderContext readerContext = new SubtaskReaderContext(context);
        SourceAlignment alignment = alignment(context, readerContext);
        Opened<T, S> parts =
                new Opened<>(
                        context,
                        readerContext,
                        new SourceStreams<>(
                                context, output, strategy, readerContext::isPollWanted, alignment),
                        alignment,
                        context.serialization()
                                .forState(
                                        TypeInfo.unknown(),
                                        "splits of source '" + context.operator() + "'"),
                        context.operatorState().list("splits", storedType(), Distribution.SPLIT),
                        source.createReader(readerContext));
        opened = parts;
        parts.reader.start();
        restore(parts);
        parts.streams.start();
    }

    private @Nullable SourceAlignment alignment(
            OperatorContext context, SubtaskReaderContext readerContext) {
        WatermarkAlignment settings = strategy.alignment();
        return settings == null || ExecutionSettings.isBatch(context.settings())
                ? null
                : new SourceAlignment(context, settings, readerContext::wakeUp);
    }

    @SuppressWarnings("unchecked") // the split's own class stands beside it
    private static <S> TypeInfo<StoredSplit<S>> storedType() {
        return (TypeInfo<StoredSplit<S>>) (TypeInfo<?>) TypeInfo.of(StoredSplit.class);
    }

    private void restore(Opened<T, S> parts) throws Exception {
        List<S> splits = new ArrayList<>();
        for (StoredSplit<S> entry : parts.stored.get()) {
            splits.add(entry.split());
            parts.streams.add(entry.split().splitId(), entry.watermark(), entry.idle());
        }
        if (!splits.isEmpty()) {
            parts.readerContext.setPollWanted(true);
            parts.reader.addSplits(splits);
        }
    }

    private Opened<T, S> parts() {
        return Objects.requireNonNull(opened, "The source is not open");
    }

    @Override
    @SuppressWarnings("NullAway") // open comes first
    public Status emitNext(TurnBudget budget) throws Exception {
        Opened<T, S> parts = opened;
        SourceAlignment alignment = parts.alignment;
        if (alignment == null) {
            return poll(parts, budget);
        }
        if (alignment.isPaused()) {
            // What it might read is not looked for, so its silence does not count.
            parts.readerContext.setPollWanted(true);
            return Status.NOTHING_NOW;
        }
        return poll(parts, () -> alignment.isPaused() || budget.exhausted());
    }

    private Status poll(Opened<T, S> parts, TurnBudget budget) throws Exception {
        parts.readerContext.setPollWanted(false);
        Status status;
        try {
            status = parts.reader.poll(parts.streams, budget);
        } catch (StreamException known) {
            throw known;
        } catch (IOException | UncheckedIOException failure) {
            throw failed(ErrorCode.EXTERNAL_IO, failure);
        } catch (Exception failure) {
            throw failed(ErrorCode.USER_FUNCTION, failure);
        }
        if (status == Status.MORE) {
            parts.readerContext.setPollWanted(true);
        }
        return status;
    }

    private StreamException failed(ErrorCode code, Exception cause) {
        OperatorContext context = parts().context;
        return new StreamException(
                code,
                "A source failed while it was read: operator="
                        + context.operator()
                        + " subtask="
                        + context.subtaskIndex()
                        + " cause="
                        + cause,
                cause);
    }

    @Override
    public void addSplits(List<byte[]> splits) throws Exception {
        Opened<T, S> parts = parts();
        List<S> added = new ArrayList<>(splits.size());
        for (byte[] bytes : splits) {
            S split =
                    Objects.requireNonNull(
                            parts.serializer.read(new BinaryInput(bytes)), "A split is null");
            added.add(split);
            parts.streams.add(split.splitId(), Long.MIN_VALUE, false);
        }
        parts.streams.added();
        parts.readerContext.setPollWanted(true);
        parts.reader.addSplits(added);
    }

    @Override
    public void noMoreSplits() {
        parts().reader.noMoreSplits();
        if (!source.isBounded()) {
            // A bounded one without splits ends, and with it its hold on the watermark.
            parts().streams.allSplitsAssigned();
        }
    }

    @Override
    public void capWatermark(long timestamp) {
        parts().streams.cap(timestamp);
    }

    @Override
    public void limitWatermark(long timestamp) {
        SourceAlignment alignment = parts().alignment;
        if (alignment != null) {
            alignment.limit(timestamp);
        }
    }

    @Override
    public void endEventTime() {
        parts().streams.endEventTime();
    }

    @Override
    public void snapshotState(long checkpointId) throws Exception {
        Opened<T, S> parts = parts();
        List<StoredSplit<S>> entries = new ArrayList<>();
        for (S split : parts.reader.snapshotState(checkpointId)) {
            entries.add(parts.streams.store(split.splitId(), split));
        }
        parts.stored.update(entries);
    }

    @Override
    public void checkpointCompleted(long checkpointId) throws Exception {
        parts().reader.checkpointCompleted(checkpointId);
    }

    @Override
    public void close() throws Exception {
        if (opened != null) {
            opened.reader.close();
        }
    }
}
