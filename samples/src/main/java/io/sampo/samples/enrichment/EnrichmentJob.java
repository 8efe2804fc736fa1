/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

import io.sampo.connectors.files.sink.FileSink;
import io.sampo.connectors.files.source.FileSource;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.samples.flightdelays.Flight;
import java.nio.file.Path;

/** The job: flights with their airports to one directory, those that lack one to another. */
final class EnrichmentJob {
    static final String UNKNOWN_DIRECTORY = "unknown";

    private EnrichmentJob() {}

    /**
     * Adds the job to {@code environment}.
     *
     * @param flights as JSON Lines, ordered by their dates
     * @param airports what is known of airports from the beginning, as CSV
     * @param corrections what is known of them later, as CSV, ordered by {@code from}
     */
    static void build(
            StreamEnvironment environment,
            Path flights,
            Path airports,
            Path corrections,
            Path output) {
        DataStream<AirportVersion> versions =
                versions(environment, airports, "airports")
                        .union(versions(environment, corrections, "corrections"));

        DataStream<EnrichedFlight> enriched =
                environment
                        .fromSource(
                                FileSource.jsonLines(flights, Flight.class),
                                WatermarkStrategy.<Flight>forMonotonousTimestamps()
                                        .withTimestampAssigner(
                                                (flight, before) -> flight.scheduledMillis()),
                                "flights")
                        .keyBy(Flight::origin)
                        .connect(versions.broadcast(Enrich.VERSIONS))
                        .process(new Enrich())
                        .name("enrich");

        enriched.sinkTo(FileSink.jsonLines(output)).name("results");
        enriched.getSideOutput(Enrich.UNKNOWN)
                .sinkTo(FileSink.jsonLines(output.resolve(UNKNOWN_DIRECTORY)))
                .name("unknown airports");
    }

    private static DataStream<AirportVersion> versions(
            StreamEnvironment environment, Path file, String name) {
        return environment.fromSource(
                FileSource.csv(file, AirportVersion.class),
                WatermarkStrategy.<AirportVersion>forMonotonousTimestamps()
                        .withTimestampAssigner((version, before) -> version.fromMillis()),
                name);
    }
}
