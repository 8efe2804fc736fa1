/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.core.io.FileStore;
import io.sampo.core.time.Clock;
import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.job.ProgramOption;
import io.sampo.operators.job.StreamProgram;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.samples.clickstream.broker.OwnBroker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code sampo run clickstream}. */
public final class Clickstream implements StreamProgram {
    private static final String BOOTSTRAP = "--bootstrap";
    private static final String CLICKS = "--clicks";
    private static final String RATE = "--rate";
    private static final String WINDOW = "--window";
    private static final String SEED = "--seed";
    private static final String PARALLELISM = "--parallelism";
    private static final int DEFAULT_CLICKS = 30_000;
    private static final int DEFAULT_RATE = 2_000;
    private static final int DEFAULT_WINDOW_SECONDS = 300;
    private static final int DEFAULT_SEED = 1;
    private static final int PATIENCE_SECONDS = 5;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    /** Created by the launcher. */
    public Clickstream() {}

    @Override
    public String name() {
        return ClickstreamJob.NAME;
    }

    @Override
    public String summary() {
        return "Clicks from Kafka, joined with profiles and counted, to Kafka, exactly once.";
    }

    @Override
    public List<ProgramOption> options() {
        return List.of(
                ProgramOption.valued(
                        BOOTSTRAP,
                        "HOST:PORT",
                        "brokers that have, or get, the four topics; default: starts its own"),
                ProgramOption.valued(CLICKS, "N", "how many clicks there are; default: 30000"),
                ProgramOption.valued(
                        RATE,
                        "N",
                        "clicks a second; each is 0.1 s of event time later; default: 2000"),
                ProgramOption.valued(
                        WINDOW, "SECONDS", "length of the windows, in event time; default: 300"),
                ProgramOption.valued(SEED, "N", "of what is random; default: 1"),
                ProgramOption.valued(PARALLELISM, "N", "subtasks; default: one for each core"));
    }

    @Override
    public void run(ProgramArguments arguments) throws Exception {
        Traffic traffic =
                new Traffic(
                        arguments.number(SEED, 0).orElse(DEFAULT_SEED),
                        arguments.number(CLICKS, 1).orElse(DEFAULT_CLICKS));
        Pace pace =
                new Pace(
                        arguments.number(RATE, 1).orElse(DEFAULT_RATE),
                        Duration.ofSeconds(
                                arguments.number(WINDOW, 1).orElse(DEFAULT_WINDOW_SECONDS)));
        StreamEnvironment environment = StreamEnvironment.local();
        arguments.number(PARALLELISM, 1).ifPresent(environment::setParallelism);
        try (Undo undo = new Undo()) {
            Place place = place(arguments.text(BOOTSTRAP), undo);
            Topics topics = Topics.prepare(place.servers());
            environment.enableCheckpointing(CHECKPOINT_INTERVAL, place.checkpoints());
            run(environment, topics, new TrafficJob(traffic, topics), pace, undo);
        }
    }

    private static Place place(Optional<String> bootstrap, Undo undo) throws IOException {
        if (bootstrap.isPresent()) {
            Path directory = Files.createTempDirectory("sampo-clickstream");
            undo.add(() -> FileStore.local().deleteRecursively(directory));
            undo.alsoAtShutdown();
            return new Place(bootstrap.get(), directory);
        }
        // Ctrl-C needs nothing here: the broker ends when this process has, and deletes its
        // directory.
        OwnBroker broker = OwnBroker.start();
        undo.add(broker::close);
        String address = broker.awaitAddress();
        System.out.println(ClickstreamJob.NAME + ": started a broker at " + address);
        return new Place(address, broker.directory().resolve("checkpoints"));
    }

    private static void run(
            StreamEnvironment environment, Topics topics, TrafficJob traffic, Pace pace, Undo undo)
            throws Exception {
        new ClickstreamJob(topics, traffic).build(environment, pace.window());
        StreamEnvironment outside = StreamEnvironment.local();
        traffic.build(outside, pace.clicksPerSecond());
        PrintStream out = System.out;
        try (TopicView view = new TopicView(topics, out, Clock.system())) {
            JobClient job = start(environment, ClickstreamJob.NAME, undo);
            JobClient generator = start(outside, ClickstreamJob.NAME + "-traffic", undo);
            view.follow(
                    () -> job.result().isDone() || generator.result().isCompletedExceptionally());
            awaitEnd(generator);
            awaitEnd(job);
            view.takeRest();
            view.showEnd(ClickstreamJob.NAME);
        }
    }

    private static JobClient start(StreamEnvironment environment, String name, Undo undo) {
        JobClient job = environment.executeAsync(name);
        undo.add(() -> cancel(job));
        return job;
    }

    private static void awaitEnd(JobClient job) throws Exception {
        try {
            job.result().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void cancel(JobClient job) {
        try {
            job.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The process ends, and the job with it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The brokers, and where to keep checkpoints. */
    private record Place(String servers, Path checkpoints) {}

    /** How fast clicks come, and how long they are counted together. */
    private record Pace(int clicksPerSecond, Duration window) {}
}
