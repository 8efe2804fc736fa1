/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.BasicTwoInputOperator;
import io.sampo.operators.chain.DeferringOperator;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Operators that write down what happens to them, and do what a test tells them. */
final class ProbeOperators {
    private ProbeOperators() {}

    /**
     * What a test and the operator that it looks at share: the factory is serialized, this is not.
     */
    static final class Probe {
        /** The one of the test that runs; tests of this package run one after the other. */
        static Probe current = new Probe();

        final List<String> log = new ArrayList<>();
        final PriorityQueue<Long> timers = new PriorityQueue<>();
        final Deque<Object> input = new ArrayDeque<>();

        /** Asked before each record that {@link Source} emits; an endless one never has an end. */
        boolean endless;

        boolean ended;
        int copies = 1;
        Runnable onRecord = () -> {};
        @Nullable OperatorContext context;
        @Nullable Object failAt;
        @Nullable Exception failure;

        void log(String what) throws Exception {
            log.add(what);
            if (what.equals(failAt) && failure != null) {
                throw failure;
            }
        }

        List<String> takeLog() {
            List<String> taken = List.copyOf(log);
            log.clear();
            return taken;
        }
    }

    /** Emits each record as often as the probe says, and has event-time timers. */
    static final class Process extends BasicOperator<Object, Object>
            implements OneInputOperator<Object, Object> {
        private final Probe probe = Probe.current;

        @Override
        public void open(OperatorContext context, Output<Object> output) throws Exception {
            super.open(context, output);
            probe.context = context;
            probe.log("open");
        }

        @Override
        public void process(Object record, long timestamp) throws Exception {
            probe.log("record " + record);
            probe.onRecord.run();
            for (int i = 0; i < probe.copies; i++) {
                output().collect(record, timestamp);
            }
        }

        @Override
        public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
            while (!probe.timers.isEmpty() && probe.timers.peek() <= watermark) {
                if (budget.exhausted()) {
                    return false;
                }
                long time = probe.timers.poll();
                probe.log("timer " + time);
                output().collect("timer " + time, time);
            }
            return true;
        }

        @Override
        public void watermark(long timestamp) throws Exception {
            probe.log("watermark " + timestamp);
            super.watermark(timestamp);
        }

        @Override
        public void status(WatermarkStatus status) throws Exception {
            probe.log("status " + status);
            super.status(status);
        }

        @Override
        public void prepareSnapshot(long checkpointId) throws Exception {
            probe.log("prepare " + checkpointId);
        }

        @Override
        public void snapshotState(long checkpointId) throws Exception {
            probe.log("snapshot " + checkpointId);
        }

        @Override
        public void checkpointCompleted(long checkpointId) throws Exception {
            probe.log("completed " + checkpointId);
        }

        @Override
        public void checkpointAborted(long checkpointId) {
            probe.log.add("aborted " + checkpointId);
        }

        @Override
        public void finish() throws Exception {
            probe.log("finish");
            output().collect("last", 0);
        }

        @Override
        public void close() throws Exception {
            probe.log("close");
        }
    }

    /** Holds two records at most, each until the test says that it is ready. */
    static final class Deferring extends BasicOperator<Object, Object>
            implements DeferringOperator<Object, Object> {
        private final Probe probe = Probe.current;
        private int held;

        @Override
        public void open(OperatorContext context, Output<Object> output) throws Exception {
            super.open(context, output);
            probe.context = context;
        }

        @Override
        public void process(Object record, long timestamp) throws Exception {
            probe.log("record " + record);
            held++;
        }

        @Override
        public boolean isFull() {
            return held == 2;
        }

        @Override
        public boolean emitDeferred(TurnBudget budget) {
            boolean emitted = false;
            while (!probe.input.isEmpty()) {
                if (budget.exhausted()) {
                    return true;
                }
                output().collect(probe.input.remove(), 0);
                held--;
                emitted = true;
            }
            return emitted;
        }

        @Override
        public void endInput() throws Exception {
            probe.log("end of input");
        }

        @Override
        public boolean isDrained() {
            return held == 0;
        }

        @Override
        public void snapshotState(long checkpointId) throws Exception {
            probe.log("snapshot " + checkpointId);
        }

        @Override
        public void finish() throws Exception {
            probe.log("finish");
        }
    }

    /** Emits what the probe holds. */
    static final class Source implements SourceDriver<Object> {
        private final Probe probe = Probe.current;
        private @Nullable Output<Object> output;
        private long emitted;

        @Override
        public void open(OperatorContext context, Output<Object> operatorOutput) throws Exception {
            output = operatorOutput;
            probe.context = context;
            probe.log("open");
        }

        @Override
        public Status emitNext(TurnBudget budget) throws Exception {
            probe.log("emit");
            while (probe.endless || !probe.input.isEmpty()) {
                if (budget.exhausted()) {
                    return Status.MORE;
                }
                Object record = probe.endless ? emitted++ : probe.input.poll();
                output.collect(record, 0);
            }
            return probe.ended ? Status.END : Status.NOTHING_NOW;
        }

        @Override
        public void addSplits(List<byte[]> splits) throws Exception {
            probe.log("splits " + splits.size());
        }

        @Override
        public void noMoreSplits() {
            probe.log.add("no more splits");
        }

        @Override
        public void capWatermark(long timestamp) {
            probe.log.add("cap " + timestamp);
        }

        @Override
        public void limitWatermark(long timestamp) {
            probe.log.add("limit " + timestamp);
        }

        @Override
        public void endEventTime() {
            probe.log.add("end event time");
            output.watermark(Long.MAX_VALUE);
        }

        @Override
        public void prepareSnapshot(long checkpointId) throws Exception {
            probe.log("prepare " + checkpointId);
        }

        @Override
        public void snapshotState(long checkpointId) throws Exception {
            probe.log("snapshot " + checkpointId);
        }

        @Override
        public void finish() throws Exception {
            probe.log("finish");
        }

        @Override
        public void close() throws Exception {
            probe.log("close");
        }
    }

    /** Tells its two inputs apart. */
    static final class Both extends BasicTwoInputOperator<Object, Object, Object> {
        private final Probe probe = Probe.current;

        @Override
        public void processFirst(Object record, long timestamp) throws Exception {
            probe.log("first " + record);
            output().collect(record, timestamp);
        }

        @Override
        public void processSecond(Object record, long timestamp) throws Exception {
            probe.log("second " + record);
            output().collect(record, timestamp);
        }

        @Override
        public void watermark(long timestamp) throws Exception {
            probe.log("watermark " + timestamp);
            super.watermark(timestamp);
        }

        @Override
        public void snapshotState(long checkpointId) throws Exception {
            probe.log("snapshot " + checkpointId);
        }

        @Override
        public void finish() throws Exception {
            probe.log("finish");
        }
    }
}
