/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples;

import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobProgress;
import io.sampo.operators.stream.JobResult;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shows on the error output how far a job is: records, records a second, watermark, last
 * checkpoint. One line that is rewritten on a terminal, a line every few seconds elsewhere.
 */
public final class ProgressLine {
    private static final long TERMINAL_MILLIS = 250;
    private static final long ELSEWHERE_MILLIS = 5000;

    /**
     * A cluster tells each second only; the rate is that of a time in which this does not matter.
     */
    private static final long RATE_MILLIS = 5000;

    private static final double MILLIS_PER_SECOND = 1000;

    private final JobClient job;
    private final PrintStream out;
    private final boolean terminal;
    private final long periodMillis;
    private final long rateMillis;

    /** How many records had been read at the last looks, the oldest first. */
    private final ArrayDeque<Long> readings = new ArrayDeque<>();

    private int attempt;

    /**
     * Creates a line for one job.
     *
     * @param terminal whether the line is rewritten
     */
    ProgressLine(JobClient job, PrintStream out, boolean terminal, long periodMillis) {
        this(job, out, terminal, periodMillis, RATE_MILLIS);
    }

    ProgressLine(
            JobClient job, PrintStream out, boolean terminal, long periodMillis, long rateMillis) {
        this.rateMillis = rateMillis;
        this.job = job;
        this.out = out;
        this.terminal = terminal;
        this.periodMillis = periodMillis;
    }

    /**
     * Waits for the end of the job and shows its progress meanwhile.
     *
     * @throws Exception what ended the job
     */
    @SuppressWarnings(
            "SystemConsoleNull") // newer JDKs say yes more often; the line is then rewritten
    public static JobResult follow(JobClient job) throws Exception {
        boolean terminal = System.console() != null;
        long periodMillis = terminal ? TERMINAL_MILLIS : ELSEWHERE_MILLIS;
        return new ProgressLine(job, System.err, terminal, periodMillis).follow();
    }

    JobResult follow() throws Exception {
        while (true) {
            try {
                JobResult result = job.result().get(periodMillis, TimeUnit.MILLISECONDS);
                clear();
                JobProgress last = job.progress();
                out.printf(
                        Locale.ROOT,
                        last.attempt() > 1
                                ? "%s: %s, %s, %.1f s in all%n"
                                : "%s: %s, %s in %.1f s%n",
                        job.jobName(),
                        result.savepoint()
                                .map(path -> "stopped with savepoint " + path)
                                .orElse("finished"),
                        records(last),
                        result.runTime().toMillis() / MILLIS_PER_SECOND);
                return result;
            } catch (TimeoutException e) {
                show(job.progress());
            } catch (ExecutionException e) {
                clear();
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private void show(JobProgress progress) {
        String rate = rate(progress);
        clear();
        out.printf(
                Locale.ROOT,
                "%s: %s%s, watermark %s, %s",
                job.jobName(),
                records(progress),
                rate,
                watermark(progress.watermark()),
                checkpoint(progress));
        if (!terminal) {
            out.println();
        }
        out.flush();
    }

    /** Of what is not known there is none. */
    private String rate(JobProgress progress) {
        if (progress.recordsRead() == JobProgress.UNKNOWN) {
            readings.clear();
            return "";
        }
        return String.format(Locale.ROOT, ", %,.0f/s", Math.max(0, perSecond(progress)));
    }

    private double perSecond(JobProgress progress) {
        if (readings.isEmpty() || attempt != progress.attempt()) {
            attempt = progress.attempt();
            readings.clear();
            readings.add(0L);
        }
        readings.add(progress.recordsRead());
        if ((readings.size() - 2) * periodMillis >= rateMillis) {
            readings.removeFirst();
        }
        long read = readings.getLast() - readings.getFirst();
        return read * MILLIS_PER_SECOND / ((readings.size() - 1) * periodMillis);
    }

    /** Those of earlier attempts are not among them. */
    private static String records(JobProgress progress) {
        String since =
                progress.attempt() > 1 ? " since attempt " + progress.attempt() + " began" : "";
        return progress.recordsRead() == JobProgress.UNKNOWN
                ? "unknown how many records" + since
                : String.format(Locale.ROOT, "%,d records%s", progress.recordsRead(), since);
    }

    private void clear() {
        if (terminal) {
            out.print("\r\u001b[K");
        }
    }

    private static String watermark(long millis) {
        if (millis == Long.MIN_VALUE) {
            return "none";
        }
        return millis == Long.MAX_VALUE
                ? "at the end"
                : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String checkpoint(JobProgress progress) {
        return progress.lastCheckpointId() == 0
                ? "no checkpoint yet"
                : String.format(
                        Locale.ROOT,
                        "checkpoint %d %.1f s ago",
                        progress.lastCheckpointId(),
                        progress.lastCheckpointAgeMillis() / MILLIS_PER_SECOND);
    }
}
