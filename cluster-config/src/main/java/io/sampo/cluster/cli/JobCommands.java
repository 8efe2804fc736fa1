/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.cluster.jobs.JobJson;
import io.sampo.core.time.Clock;
import io.sampo.runtime.directory.JobSummary;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about jobs of a cluster. */
final class JobCommands {
    private JobCommands() {}

    /** {@code sampo list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Prints the jobs of a cluster: how they are, since when, what failed.")
    static final class ListJobs implements Runnable {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Option(names = "--json", description = "Print it as JSON.")
        private boolean json;

        @Override
        public void run() {
            List<JobSummary> jobs = cluster.client().jobs();
            if (json) {
                say(spec, JobJson.write(jobs));
            } else {
                print(spec, jobs);
            }
        }
    }

    /** {@code sampo status JOB}. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Prints how one job of a cluster is, and each of its operators.")
    static final class Status implements Runnable {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Parameters(paramLabel = "JOB", description = "The name of the job.")
        private String job = "";

        @Option(names = "--json", description = "Print it as JSON.")
        private boolean json;

        @Override
        public void run() {
            ClusterClient client = cluster.client();
            say(spec, (json ? client.details(job) : client.status(job)).stripTrailing());
        }
    }

    /** {@code sampo cancel JOB}. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends a job of a cluster at once, without a last checkpoint.")
    static final class Cancel implements Runnable {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Parameters(paramLabel = "JOB", description = "The name of the job.")
        private String job = "";

        @Override
        public void run() {
            say(spec, cluster.client().carryOut(ClusterClient.Request.CANCEL, job));
        }
    }

    /** {@code sampo stop JOB}. */
    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a savepoint of a job of a cluster, ends the job with it, and prints its"
                            + " directory.")
    static final class Stop implements Runnable {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Parameters(paramLabel = "JOB", description = "The name of the job.")
        private String job = "";

        @Option(
                names = "--drain",
                description = "Let all windows fire before: the job is not meant to go on.")
        private boolean drain;

        @Override
        public void run() {
            ClusterClient.Request request =
                    drain ? ClusterClient.Request.DRAIN : ClusterClient.Request.STOP;
            say(spec, cluster.client().carryOut(request, job));
        }
    }

    /** {@code sampo rescale JOB --parallelism N}. */
    @Command(
            name = "rescale",
            mixinStandardHelpOptions = true,
            description =
                    "Gives a job of a cluster another parallelism: it goes on with that from a"
                            + " checkpoint of now.")
    static final class Rescale implements Runnable {
        private static final Duration LIMIT = Duration.ofMinutes(10);

        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Parameters(paramLabel = "JOB", description = "The name of the job.")
        private String job = "";

        @Option(
                names = "--parallelism",
                required = true,
                split = ",",
                paramLabel = "NUMBER|OPERATOR=NUMBER",
                description =
                        "Of the operators for which the program does not set it; or of the chain"
                                + " that an operator is part of.")
        private List<String> parallelism = List.of();

        @Override
        public void run() {
            JobSummary now = cluster.client().rescale(job, parallelism, LIMIT);
            say(
                    spec,
                    "job "
                            + job
                            + " runs: attempt "
                            + now.attempt()
                            + ", parallelism "
                            + now.parallelism()
                            + (now.downMillis() == 0
                                    ? ", begun by a new master"
                                    : ", not all of it ran for " + now.downMillis() + " ms"));
        }
    }

    private static void say(CommandSpec spec, String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static void print(CommandSpec spec, List<JobSummary> jobs) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%-20s %-10s %8s %11s %14s  %-18s %s%n",
                "job", "status", "attempts", "parallelism", "records read", "checkpoint", "since");
        for (JobSummary job : jobs) {
            out.printf(
                    Locale.ROOT,
                    "%-20s %-10s %8d %11d %14s  %-18s %s%n",
                    job.name(),
                    job.status().name().toLowerCase(Locale.ROOT),
                    job.attempt(),
                    job.parallelism(),
                    job.recordsRead().toText(),
                    checkpoint(job),
                    Instant.ofEpochMilli(job.submittedMillis()).truncatedTo(ChronoUnit.SECONDS));
            if (!job.savepoint().isEmpty()) {
                out.println("  stopped with savepoint " + job.savepoint());
            }
            if (!job.waitsFor().isEmpty()) {
                out.println("  waits: " + job.waitsFor());
            }
            if (!job.failure().isEmpty()) {
                out.println("  " + job.failure());
            }
        }
        out.flush();
    }

    private static String checkpoint(JobSummary job) {
        if (job.checkpointId() == 0) {
            return "none";
        }
        Duration age =
                Duration.ofMillis(
                        Math.max(0, Clock.system().currentTimeMillis() - job.checkpointMillis()));
        return job.checkpointId() + ", " + age.toSeconds() + " s ago";
    }
}
