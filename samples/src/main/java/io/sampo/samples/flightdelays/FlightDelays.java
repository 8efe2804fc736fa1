/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import io.sampo.connectors.files.source.FileSource;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.job.ProgramOption;
import io.sampo.operators.job.StreamProgram;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.TimestampAssigner;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.samples.ProgressLine;
import io.sampo.samples.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code sampo run flight-delays}. */
public final class FlightDelays implements StreamProgram {
    private static final String NAME = "flight-delays";
    private static final String INPUT = "--input";
    private static final String OUTPUT = "--output";
    private static final String CHECKPOINTS = "--checkpoints";
    private static final String PARALLELISM = "--parallelism";
    private static final String BACKEND = "--backend";
    private static final String RATE = "--rate";
    private static final String OVERWRITE = "--overwrite";
    private static final String EVENT_TIME = "--event-time";
    private static final String BOUND = "--bound-minutes";
    private static final int DEFAULT_BOUND_MINUTES = 60;

    /** Created by the launcher. */
    public FlightDelays() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Mean delay and share of delayed flights by airport and day, from real flights.";
    }

    @Override
    public List<ProgramOption> options() {
        return List.of(
                ProgramOption.valued(
                        INPUT, "FILE", "flights as JSON Lines; default: those packaged"),
                ProgramOption.valued(OUTPUT, "DIR", "for the results; default: out/flight-delays"),
                ProgramOption.valued(
                        CHECKPOINTS,
                        "DIR",
                        "keep checkpoints here: the same command again goes on where it was killed,"
                                + " with the same output"),
                ProgramOption.valued(PARALLELISM, "N", "subtasks; default: one for each core"),
                ProgramOption.valued(BACKEND, "heap|rocksdb", "where state is; default: heap"),
                ProgramOption.valued(
                        EVENT_TIME, "scheduled|departed", "which time counts; default: scheduled"),
                ProgramOption.valued(BOUND, "N", "out-of-orderness to wait for; default: 60"),
                ProgramOption.valued(
                        RATE, "N", "about so many flights a second, to see what happens meanwhile"),
                ProgramOption.flag(OVERWRITE, "empty the output directory first"));
    }

    @Override
    public void run(ProgramArguments arguments) throws Exception {
        Path output = arguments.path(OUTPUT).orElse(Path.of("out", NAME));
        Optional<Path> checkpoints = arguments.path(CHECKPOINTS);
        Optional<Path> named = arguments.path(INPUT);
        // All arguments before any directory, which might be emptied for a misspelt one.
        StreamEnvironment environment = environment(arguments, checkpoints);
        int rate = arguments.number(RATE, 1).orElse(0);
        WatermarkStrategy<Flight> times = times(arguments);
        // Each job keeps its checkpoints below its own name.
        if (checkpoints.isPresent() && hasEntries(checkpoints.get().resolve(NAME))) {
            new OutputOfCheckpoints(checkpoints.get(), NAME).check(output);
        } else {
            named.ifPresent(FileSource::checkInput);
            SampleFiles.prepareOutput(output, OVERWRITE, arguments.isSet(OVERWRITE));
            checkpoints.ifPresent(root -> new OutputOfCheckpoints(root, NAME).remember(output));
        }
        Path input =
                named.isPresent() ? named.get() : SampleFiles.unpack(Flight.class, "flights.jsonl");
        FlightDelaysJob.build(environment, input, rate, output, times);
        JobClient job = environment.executeAsync(NAME);
        if (ProgressLine.follow(job).savepoint().isEmpty()) {
            WorstDays.print(output, System.out);
        }
    }

    private static boolean hasEntries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isPresent();
        }
    }

    private static StreamEnvironment environment(
            ProgramArguments arguments, Optional<Path> checkpoints) {
        StreamEnvironment environment = StreamEnvironment.create();
        arguments.number(PARALLELISM, 1).ifPresent(environment::setParallelism);
        backend(arguments).ifPresent(environment::setStateBackend);
        if (checkpoints.isPresent()) {
            environment.set("sampo.checkpoint.dir", checkpoints.get().toString());
            environment.set("sampo.checkpoint.interval", "1s");
            environment.set("sampo.checkpoint.restore.if-finished", "do-nothing");
        }
        return environment;
    }

    private static Optional<String> backend(ProgramArguments arguments) {
        Optional<String> name = arguments.text(BACKEND);
        if (name.isPresent() && !List.of("heap", "rocksdb").contains(name.get())) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "heap or rocksdb is expected: " + BACKEND + "=" + name.get());
        }
        return name;
    }

    private static WatermarkStrategy<Flight> times(ProgramArguments arguments) {
        return WatermarkStrategy.<Flight>forBoundedOutOfOrderness(bound(arguments))
                .withTimestampAssigner(eventTime(arguments));
    }

    private static TimestampAssigner<Flight> eventTime(ProgramArguments arguments) {
        String which = arguments.text(EVENT_TIME).orElse("scheduled");
        return switch (which) {
            case "scheduled" -> (flight, before) -> flight.scheduledMillis();
            case "departed" -> (flight, before) -> flight.departedMillis();
            default ->
                    throw new StreamException(
                            ErrorCode.INVALID_SETTING,
                            "scheduled or departed is expected: " + EVENT_TIME + "=" + which);
        };
    }

    private static Duration bound(ProgramArguments arguments) {
        return Duration.ofMinutes(arguments.number(BOUND, 0).orElse(DEFAULT_BOUND_MINUTES));
    }
}
