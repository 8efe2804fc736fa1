/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.samples.SampleFiles;
import io.sampo.samples.flightdelays.Flight;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that the sample writes, against a loop over the lines of those that it reads. */
class EnrichmentTest {
    private static final Pattern FLIGHT =
            Pattern.compile(
                    "\\{\"date\":\"([^\"]+)\"(,\"delay\":-?\\d+,\"distance\":\\d+),"
                            + "\"origin\":\"([^\"]+)\",\"destination\":\"([^\"]+)\"}");

    /** Dates of this form are in the order of their texts. */
    private static final String ALWAYS = "1970/01/01 00:00";

    @TempDir Path directory;

    /** By airport and the date from which on it is so: what flights are told, or "" for nothing. */
    private final Map<String, TreeMap<String, String>> known = new TreeMap<>();

    private void know(String from, String iata, String name, String city, String country) {
        String told =
                "{\"iata\":\"%s\",\"name\":\"%s\",\"city\":\"%s\",\"country\":\"%s\"}"
                        .formatted(iata, name, city, country);
        known.computeIfAbsent(iata, airport -> new TreeMap<>())
                .put(from, name.isEmpty() ? "" : told);
    }

    private String toldAt(String date, String iata) {
        Map.Entry<String, String> version =
                known.getOrDefault(iata, new TreeMap<>()).floorEntry(date);
        return version == null ? "" : version.getValue();
    }

    /** Reads the packaged airports, but for those with commas in their names, which go too. */
    private List<String> airports() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line :
                Files.readAllLines(SampleFiles.unpack(Enrichment.class, "airports.csv"))) {
            String[] fields = line.split(",");
            if (fields.length == 7) {
                lines.add(line);
            }
        }
        lines.stream()
                .skip(1)
                .map(line -> line.split(","))
                .forEach(fields -> know(ALWAYS, fields[0], fields[1], fields[2], fields[4]));
        return lines;
    }

    private static List<String> flights() throws Exception {
        return Files.readAllLines(SampleFiles.unpack(Flight.class, "flights.jsonl"));
    }

    private void compare(Path output) throws Exception {
        List<String> enriched = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String line : flights()) {
            Matcher flight = FLIGHT.matcher(line);
            assertThat(flight.matches()).as(line).isTrue();
            String date = flight.group(1);
            String origin = toldAt(date, flight.group(3));
            String destination = toldAt(date, flight.group(4));
            if (origin.isEmpty() || destination.isEmpty()) {
                List<String> missing = new ArrayList<>();
                if (origin.isEmpty()) {
                    missing.add("\"" + flight.group(3) + "\"");
                }
                if (destination.isEmpty()) {
                    missing.add("\"" + flight.group(4) + "\"");
                }
                unknown.add(
                        "{\"airports\":["
                                + String.join(",", missing)
                                + "],\"flight\":"
                                + line
                                + "}");
            } else {
                enriched.add(
                        "{\"date\":\"%s\"%s,\"origin\":%s,\"destination\":%s}"
                                .formatted(date, flight.group(2), origin, destination));
            }
        }
        assertThat(unknown).isNotEmpty();
        assertThat(lines(output.resolve("unknown"))).isEqualTo(sorted(unknown));
        assertThat(lines(output)).isEqualTo(sorted(enriched));
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    private static List<String> lines(Path directory) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return sorted(lines);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, heap", "2, 2, rocksdb", "3, 3, heap"})
    void flightsGetWhatWasKnownAtTheirTime(long seed, int parallelism, String backend)
            throws Exception {
        Random random = new Random(seed);
        List<String> airports = airports();
        List<String> used = List.of("ORD", "DFW", "ATL", "LAX", "PHX", "STL", "JFK", "SJU");
        // Some that are not known before their first correction, some that never are.
        airports.removeIf(line -> line.startsWith("ORD,") || line.startsWith("DEN,"));
        known.remove("ORD");
        known.remove("DEN");
        TreeMap<String, List<String>> corrections = new TreeMap<>();
        List<String> dates = flights().stream().map(line -> line.substring(9, 25)).toList();
        for (int i = 0; i < 200; i++) {
            // Right at the time of a flight, or between flights.
            String from = dates.get(random.nextInt(dates.size()));
            from = random.nextBoolean() ? from : from.substring(0, 11) + "04:59";
            String iata = used.get(random.nextInt(used.size()));
            String name = random.nextInt(4) == 0 ? "" : "Name " + i;
            if (known.getOrDefault(iata, new TreeMap<>()).containsKey(from)) {
                continue;
            }
            know(from, iata, name, "City " + i % 7, "USA");
            corrections
                    .computeIfAbsent(from, time -> new ArrayList<>())
                    .add(String.join(",", from, iata, name, "City " + i % 7, "USA"));
        }
        List<String> lines = new ArrayList<>(List.of("from,iata,name,city,country"));
        corrections.values().forEach(lines::addAll);
        Path output = directory.resolve("out");
        StreamEnvironment environment = StreamEnvironment.local();
        environment.setParallelism(parallelism);
        environment.setStateBackend(backend);
        environment.set("sampo.checkpoint.dir", directory.resolve("checkpoints").toString());
        environment.set("sampo.checkpoint.interval", "50ms");
        EnrichmentJob.build(
                environment,
                SampleFiles.unpack(Flight.class, "flights.jsonl"),
                Files.write(directory.resolve("airports.csv"), airports),
                Files.write(directory.resolve("corrections.csv"), lines),
                output);

        environment.execute("enrichment seed=" + seed);

        compare(output);
    }

    @Test
    void theProgramWritesBothAndPrintsWhatWasCorrected() throws Exception {
        Path output = directory.resolve("out");
        ProgramArguments arguments = new ProgramArguments(Map.of("--output", output.toString()));
        PrintStream before = System.out;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            new Enrichment().run(arguments);
        } finally {
            System.setOut(before);
        }

        airports();
        know(ALWAYS, "BTR", "Baton Rouge Metropolitan, Ryan", "Baton Rouge", "USA");
        Files.readAllLines(SampleFiles.unpack(Enrichment.class, "airport-corrections.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(fields -> know(fields[0], fields[1], fields[2], fields[3], fields[4]));
        compare(output);
        assertThat(heard.toString(StandardCharsets.UTF_8))
                .contains("19,997 flights enriched, 3 with an airport that was not known")
                .containsPattern("SJU +\\d+  Luis Munoz Marin International, San Juan, USA")
                .containsPattern("SJU +\\d+  Luis Munoz Marin International, San Juan, Puerto Rico")
                .doesNotContain("ORD")
                .endsWith("Results: " + output + System.lineSeparator());
        assertThatThrownBy(() -> new Enrichment().run(arguments))
                .hasMessageContaining("directory=" + output)
                .hasMessageContaining("--overwrite");
    }
}
