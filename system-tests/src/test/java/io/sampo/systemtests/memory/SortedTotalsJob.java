/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.job.ExecutionMode;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.systemtests.memory.Visits.Visit;
import java.io.PrintStream;
import java.nio.file.Path;

/** Counts and sums the visits of each key in bounded mode, in a process of its own. */
final class SortedTotalsJob {
    private SortedTotalsJob() {}

    /** A visit with a lot of text. */
    record LongVisit(long key, long amount, byte[] text) {
        static LongVisit of(Visit visit, int length) {
            byte[] text = new byte[length];
            for (int i = 0; i < length; i++) {
                text[i] = (byte) (visit.amount() + i);
            }
            return new LongVisit(visit.key(), visit.amount(), text);
        }

        /** Returns the amount, if the text is that of the visit. */
        long checkedAmount() {
            for (int i = 0; i < text.length; i += 7) {
                if (text[i] != (byte) (amount + i)) {
                    throw new IllegalStateException("The text was changed: key=" + key);
                }
            }
            return amount;
        }
    }

    /**
     * Runs the job and prints, in one line, what came out and what it took.
     *
     * @param arguments keys, records, bytes of text, memory to sort, directory for files
     */
    public static void main(String[] arguments) throws Exception {
        Visits visits = new Visits(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        int text = Integer.parseInt(arguments[2]);
        StreamEnvironment environment =
                StreamEnvironment.local()
                        .setParallelism(2)
                        .setRuntimeMode(ExecutionMode.BATCH)
                        .set("sampo.execution.sort-memory", arguments[3])
                        .set("sampo.runtime.work-dir", Path.of(arguments[4]));
        environment
                .fromSource(
                        DataGenSource.of(index -> LongVisit.of(visits.visit(index), text))
                                .count(visits.records()),
                        WatermarkStrategy.noWatermarks(),
                        "visits")
                .keyBy(LongVisit::key)
                .aggregate(new AddUp())
                .name("totals")
                .map(
                        total ->
                                new Outcome(
                                        total.value().visits(),
                                        total.value().visits() >= Outcome.OFTEN ? 1 : 0,
                                        total.value().mix(total.key())))
                .sinkTo(new OutcomeSum())
                .name("sum");
        OutcomeSum.Finished finished = OutcomeSum.run(environment, "sorted-totals");
        JobResult result = finished.result();
        Outcome sum = finished.sum();
        PrintStream out = System.out;
        out.printf(
                "visits=%d often=%d checksum=%d spilled=%d millis=%d%n",
                sum.visits(),
                sum.often(),
                sum.checksum(),
                result.counters().getOrDefault("totals/bytesSpilled", 0L),
                result.runTime().toMillis());
    }

    private static final class AddUp implements AggregateFunction<LongVisit, Totals, Totals> {
        private static final long serialVersionUID = 1L;

        @Override
        public Totals createAccumulator() {
            return Totals.NONE;
        }

        @Override
        public Totals add(LongVisit visit, Totals totals) {
            return totals.with(visit.checkedAmount());
        }

        @Override
        public Totals getResult(Totals totals) {
            return totals;
        }

        @Override
        public Totals merge(Totals one, Totals other) {
            return one.plus(other);
        }
    }
}
