/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the sample must come to, found without any of its code, nor the engine's: lines taken apart
 * by patterns, minutes summed in a map.
 */
final class PlainFlights {
    static final long MINUTES_OF_DAY = 1440;
    private static final int DELAYED_MINUTES = 15;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm");
    private static final Pattern FLIGHT =
            Pattern.compile(
                    "\\{\"date\":\"([^\"]+)\",\"delay\":(-?\\d+),\"distance\":\\d+,"
                            + "\"origin\":\"([^\"]+)\",\"destination\":\"[^\"]+\"}");
    private static final Pattern RESULT =
            Pattern.compile(
                    "\\{\"airport\":\"([^\"]+)\",\"day\":\"(\\d{4}-\\d{2}-\\d{2})\",\"flights\":(\\d+),"
                            + "\"meanDelay\":([^,]+),\"delayedShare\":([^,]+)}");

    private PlainFlights() {}

    /**
     * One line of the input.
     *
     * @param line as it is
     * @param scheduled minutes since 1970
     */
    record Line(String line, String airport, long scheduled, long delay) {
        long departed() {
            return scheduled + delay;
        }
    }

    /** The airport and the day that a line of the output is about. */
    record Group(String airport, String day) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int byAirport = airport.compareTo(other.airport);
            return byAirport == 0 ? day.compareTo(other.day) : byAirport;
        }
    }

    /** What a line of the output says, in whole numbers as far as there are such. */
    record Numbers(long flights, double meanDelay, double delayedShare) {}

    /** Returns the packaged flights, in the order of the file. */
    static List<Line> packaged() throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        PlainFlights.class.getResourceAsStream("flights.jsonl")),
                                StandardCharsets.UTF_8))) {
            return parse(reader.lines().toList());
        }
    }

    static List<Line> parse(List<String> lines) {
        List<Line> parsed = new ArrayList<>();
        for (String line : lines) {
            Matcher flight = match(FLIGHT, line);
            long minutes =
                    LocalDateTime.parse(flight.group(1), DATE).toEpochSecond(ZoneOffset.UTC) / 60;
            parsed.add(new Line(line, flight.group(3), minutes, Long.parseLong(flight.group(2))));
        }
        return parsed;
    }

    private static Matcher match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not as expected: line=" + line);
        }
        return matcher;
    }

    /** Returns the results of some flights, by a time in minutes. */
    static Map<Group, Numbers> results(List<Line> flights, ToLongFunction<Line> time) {
        Map<Group, List<Line>> groups = new TreeMap<>();
        for (Line flight : flights) {
            long day = Math.floorDiv(time.applyAsLong(flight), MINUTES_OF_DAY);
            String name =
                    LocalDateTime.ofEpochSecond(day * MINUTES_OF_DAY * 60, 0, ZoneOffset.UTC)
                            .toLocalDate()
                            .toString();
            groups.computeIfAbsent(new Group(flight.airport(), name), group -> new ArrayList<>())
                    .add(flight);
        }
        Map<Group, Numbers> results = new TreeMap<>();
        groups.forEach((group, members) -> results.put(group, numbers(members)));
        return results;
    }

    private static Numbers numbers(List<Line> flights) {
        double count = flights.size();
        long minutes = flights.stream().mapToLong(Line::delay).sum();
        long delayed = flights.stream().filter(line -> line.delay() > DELAYED_MINUTES).count();
        return new Numbers(flights.size(), minutes / count, delayed / count);
    }

    /** Returns the finished results in an output directory; each group must be there once. */
    static Map<Group, Numbers> written(Path output) throws IOException {
        Map<Group, Numbers> results = new TreeMap<>();
        for (String line : lines(output)) {
            Matcher result = match(RESULT, line);
            Numbers before =
                    results.put(
                            new Group(result.group(1), result.group(2)),
                            new Numbers(
                                    Long.parseLong(result.group(3)),
                                    Double.parseDouble(result.group(4)),
                                    Double.parseDouble(result.group(5))));
            if (before != null) {
                throw new IllegalArgumentException("There twice: line=" + line);
            }
        }
        return results;
    }

    /** Returns the late flights in an output directory. */
    static List<Line> writtenLate(Path output) throws IOException {
        return parse(lines(output.resolve("late")));
    }

    /** Returns the lines of the finished parts right in a directory. */
    private static List<String> lines(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }
}
