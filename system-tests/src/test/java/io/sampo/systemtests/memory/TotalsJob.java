/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import io.sampo.systemtests.memory.Visits.Visit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts and sums the visits of each key, in a process of its own that is short of memory. */
final class TotalsJob {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    private TotalsJob() {}

    /**
     * Runs the job and prints, in one line, what came out and what it took.
     *
     * @param arguments keys, records, managed memory, interval of checkpoints, directory for files
     */
    public static void main(String[] arguments) throws Exception {
        Visits visits = new Visits(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        Path directory = Path.of(arguments[4]);
        StreamEnvironment environment =
                StreamEnvironment.local()
                        .setParallelism(2)
                        .setStateBackend("rocksdb")
                        .set("sampo.state.managed-memory", arguments[2])
                        .set("sampo.runtime.work-dir", directory.resolve("work"))
                        .set("sampo.checkpoint.interval", arguments[3])
                        .set("sampo.checkpoint.dir", directory.resolve("checkpoints"))
                        .set("sampo.checkpoint.tolerated-failures", 0)
                        .set("sampo.restart.strategy", "none");
        environment
                .fromSource(
                        DataGenSource.of(visits::visit).count(visits.records()),
                        WatermarkStrategy.noWatermarks(),
                        "visits")
                .keyBy(Visit::key)
                .process(new AddUp())
                .name("totals")
                .sinkTo(new OutcomeSum())
                .name("sum");
        OutcomeSum.Finished finished = OutcomeSum.run(environment, "totals");
        Outcome sum = finished.sum();
        PrintStream out = System.out;
        out.printf(
                "visits=%d often=%d checksum=%d checkpoints=%d millis=%d peakRssKb=%d%n",
                sum.visits(),
                sum.often(),
                sum.checksum(),
                finished.job().progress().lastCheckpointId(),
                finished.result().runTime().toMillis(),
                peakRssKb());
    }

    /** Returns the most memory that this process ever had; -1 where nobody says so. */
    private static long peakRssKb() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return -1;
        }
        List<String> lines = Files.readAllLines(STATUS);
        return lines.stream()
                .filter(line -> line.startsWith(PEAK))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1);
    }

    /** Emits what each visit adds to the result. */
    private static final class AddUp extends KeyedProcessFunction<Long, Visit, Outcome> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Totals> totals;

        @Override
        public void open(RuntimeContext context) {
            totals = context.getState(StateDescriptor.value("totals", Totals.class));
        }

        @Override
        public void processElement(Visit visit, Context<Long> context, Collector<Outcome> out) {
            Totals before = totals.value();
            Totals now = (before == null ? Totals.NONE : before).with(visit.amount());
            totals.update(now);
            long change = now.mix(visit.key()) - (before == null ? 0 : before.mix(visit.key()));
            out.collect(new Outcome(1, now.visits() == Outcome.OFTEN ? 1 : 0, change));
        }
    }
}
