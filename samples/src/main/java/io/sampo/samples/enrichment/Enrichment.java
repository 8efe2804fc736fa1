/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

import io.sampo.connectors.files.source.FileSource;
import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.job.ProgramOption;
import io.sampo.operators.job.StreamProgram;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.samples.ProgressLine;
import io.sampo.samples.SampleFiles;
import io.sampo.samples.flightdelays.Flight;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code sampo run enrichment}. */
public final class Enrichment implements StreamProgram {
    private static final String NAME = "enrichment";
    private static final String OUTPUT = "--output";
    private static final String CORRECTIONS = "--corrections";
    private static final String PARALLELISM = "--parallelism";
    private static final String OVERWRITE = "--overwrite";

    /** Created by the launcher. */
    public Enrichment() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Flights with their airports as known at their time: broadcast state that changes.";
    }

    @Override
    public List<ProgramOption> options() {
        return List.of(
                ProgramOption.valued(OUTPUT, "DIR", "for the results; default: out/enrichment"),
                ProgramOption.valued(
                        CORRECTIONS,
                        "FILE",
                        "later versions of airports as CSV: from,iata,name,city,country; default:"
                                + " those packaged"),
                ProgramOption.valued(PARALLELISM, "N", "subtasks; default: one for each core"),
                ProgramOption.flag(OVERWRITE, "empty the output directory first"));
    }

    @Override
    public void run(ProgramArguments arguments) throws Exception {
        Path output = arguments.path(OUTPUT).orElse(Path.of("out", NAME));
        StreamEnvironment environment = StreamEnvironment.local();
        arguments.number(PARALLELISM, 1).ifPresent(environment::setParallelism);
        arguments.path(CORRECTIONS).ifPresent(FileSource::checkInput);
        SampleFiles.prepareOutput(output, OVERWRITE, arguments.isSet(OVERWRITE));
        Path corrections =
                arguments.path(CORRECTIONS).isPresent()
                        ? arguments.path(CORRECTIONS).get()
                        : SampleFiles.unpack(Enrichment.class, "airport-corrections.csv");
        EnrichmentJob.build(
                environment,
                SampleFiles.unpack(Flight.class, "flights.jsonl"),
                SampleFiles.unpack(Enrichment.class, "airports.csv"),
                corrections,
                output);
        ProgressLine.follow(environment.executeAsync(NAME));
        print(
                read(output, EnrichedFlight.class),
                read(output.resolve(EnrichmentJob.UNKNOWN_DIRECTORY), UnknownAirports.class),
                System.out);
        System.out.printf("%nResults: %s%n", output);
    }

    private static <T> List<T> read(Path directory, Class<T> type) throws Exception {
        return StreamEnvironment.local()
                .setParallelism(1)
                .fromSource(
                        FileSource.jsonLines(directory + "/*.jsonl", type),
                        WatermarkStrategy.noWatermarks(),
                        "results")
                .executeAndCollect();
    }

    private static void print(
            List<EnrichedFlight> flights, List<UnknownAirports> unknown, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%,d flights enriched, %,d with an airport that was not known at their time%n",
                flights.size(),
                unknown.size());
        Map<String, Map<Airport, Long>> known = new TreeMap<>();
        for (EnrichedFlight flight : flights) {
            Airport origin = flight.origin();
            known.computeIfAbsent(origin.iata(), iata -> new LinkedHashMap<>())
                    .merge(origin, 1L, Long::sum);
        }
        out.printf("%nKnown in more than one way, by departures:%n%n");
        for (Map<Airport, Long> ways : known.values()) {
            if (ways.size() > 1) {
                ways.forEach((airport, departures) -> print(airport, departures, out));
            }
        }
    }

    private static void print(Airport airport, long departures, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s %5d  %s, %s, %s%n",
                airport.iata(),
                departures,
                airport.name(),
                airport.city(),
                airport.country());
    }
}
