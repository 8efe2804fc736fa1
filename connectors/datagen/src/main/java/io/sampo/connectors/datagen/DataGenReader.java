/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceOutput.SplitOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generates the records of its splits, in step with each other. Confined to the subtask's thread.
 *
 * <p>The emit loop is the hot path of every benchmark: it looks at the clock once for each run of
 * due records, keeps its position in a local variable, and makes no object but the record.
 */
final class DataGenReader<T> implements SourceReader<T, DataGenSplit> {
    /** How far one of several splits may run ahead of the last, in records. */
    private static final long LEAD = 64;

    private final SourceReaderContext context;
    private final GeneratorFunction<T> generator;
    private final @Nullable TimestampFunction<T> timestamps;
    private final DataGenSource.Options options;
    private final List<DataGenSplit> added = new ArrayList<>();
    private final List<Lane<T>> lanes = new ArrayList<>();
    private @Nullable Pace pace;
    private boolean complete;
    private boolean requested;

    /** The lowest index that must not be generated yet. */
    private long due;

    /** A split that is being generated. */
    private static final class Lane<T> {
        final DataGenSplit split;
        final SplitOutput<T> output;
        long next;

        Lane(DataGenSplit split, SplitOutput<T> output) {
            this.split = split;
            this.output = output;
            next = split.next();
        }
    }

    DataGenReader(
            SourceReaderContext context,
            GeneratorFunction<T> generator,
            @Nullable TimestampFunction<T> timestamps,
            DataGenSource.Options options) {
        this.context = context;
        this.generator = generator;
        this.timestamps = timestamps;
        this.options = options;
    }

    @Override
    public void start() {
        requestSplit();
    }

    private void requestSplit() {
        if (!requested && !complete) {
            requested = true;
            context.requestSplit();
        }
    }

    @Override
    public void addSplits(List<DataGenSplit> splits) {
        added.addAll(splits);
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public Status poll(SourceOutput<T> output, TurnBudget budget) throws Exception {
        open(output);
        while (true) {
            release(output);
            if (lanes.isEmpty()) {
                return waitForSplits();
            }
            long lowest = lowest();
            if (lowest >= due) {
                long pause = findDue(lowest);
                if (pause > 0) {
                    context.wakeUpAfter(pause);
                    return Status.NOTHING_NOW;
                }
            }
            // One split alone runs as far as it may.
            long limit = lanes.size() == 1 ? due : Math.min(due, leadOf(lowest));
            for (int i = 0; i < lanes.size(); i++) {
                if (!emit(lanes.get(i), limit, budget)) {
                    return Status.MORE;
                }
            }
        }
    }

    private void open(SourceOutput<T> output) {
        for (DataGenSplit split : added) {
            lanes.add(new Lane<>(split, output.forSplit(split.splitId())));
        }
        added.clear();
    }

    private void release(SourceOutput<T> output) {
        for (int i = lanes.size() - 1; i >= 0; i--) {
            if (lanes.get(i).next >= options.count()) {
                output.releaseSplit(lanes.remove(i).split.splitId());
            }
        }
    }

    private Status waitForSplits() {
        if (complete) {
            return Status.END;
        }
        requestSplit();
        return Status.NOTHING_NOW;
    }

    private long lowest() {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < lanes.size(); i++) {
            lowest = Math.min(lowest, lanes.get(i).next);
        }
        return lowest;
    }

    private long leadOf(long lowest) {
        return lowest + LEAD * lanes.get(0).split.modulus();
    }

    /** Finds out what is due now; returns how long to wait if nothing is, else 0. */
    private long findDue(long lowest) {
        double rate = options.ratePerSecond();
        if (rate == 0) {
            due = options.count();
            return 0;
        }
        long now = context.clock().nanoTime();
        Pace running = pace;
        if (running == null) {
            // The round of records that the first one belongs to is due now, one after the other.
            long round = lowest - lowest % lanes.get(0).split.modulus();
            running = new Pace(rate, round, now);
            pace = running;
        }
        due = Math.min(options.count(), running.firstNotDue(now));
        if (lowest < due) {
            return 0;
        }
        long untilDue = running.nanosUntilDue(lowest, now);
        return Math.max(1, Math.max(untilDue, options.shortestPause().toNanos()));
    }

    /** Emits what is below the limit; returns false if the turn is over. */
    private boolean emit(Lane<T> lane, long limit, TurnBudget budget) throws Exception {
        SplitOutput<T> output = lane.output;
        TimestampFunction<T> times = timestamps;
        long step = lane.split.modulus();
        long next = lane.next;
        while (next < limit && !budget.exhausted()) {
            T record = generator.generate(next);
            if (times == null) {
                output.collect(record);
            } else {
                output.collect(record, times.timestampOf(record, next));
            }
            next += step;
        }
        lane.next = next;
        return next >= limit;
    }

    @Override
    public List<DataGenSplit> snapshotState(long checkpointId) {
        List<DataGenSplit> splits = new ArrayList<>(added);
        for (Lane<T> lane : lanes) {
            DataGenSplit split = lane.split;
            splits.add(new DataGenSplit(split.residue(), split.modulus(), lane.next));
        }
        return splits;
    }

    @Override
    public void close() {}
}
