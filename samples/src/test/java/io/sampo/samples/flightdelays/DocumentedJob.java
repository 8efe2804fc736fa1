/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import io.sampo.connectors.files.sink.FileSink;
import io.sampo.connectors.files.source.FileSource;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the documents show of jobs as a whole, so that it compiles; what can be run as it stands is
 * in tests. {@code DocumentationTest} compares.
 */
final class DocumentedJob {
    private DocumentedJob() {}

    /** In {@code README.md}. */
    static void readme() {
        StreamEnvironment env = StreamEnvironment.local();

        env.fromSource(
                        FileSource.jsonLines(Path.of("flights.jsonl"), Flight.class),
                        WatermarkStrategy.<Flight>forBoundedOutOfOrderness(Duration.ofHours(1))
                                .withTimestampAssigner(
                                        (flight, before) -> flight.scheduledMillis()),
                        "flights")
                .keyBy(Flight::origin)
                .window(TumblingEventTimeWindows.of(Duration.ofDays(1)))
                .aggregate(new DelayStatistics())
                .name("delays by airport and day")
                .sinkTo(FileSink.jsonLines(Path.of("out/delays")))
                .name("results");

        env.execute("flight-delays");
    }

    /** In {@code docs/writing-jobs.md}. */
    static void startsFromASavepoint(StreamEnvironment env, Path savepoint) {
        env.set("sampo.checkpoint.restore.from", savepoint)
                .set("sampo.checkpoint.restore.renamed", Map.of("old name", "new name"));
        System.out.println(env.restoreDryRun("orders", savepoint));
    }
}
