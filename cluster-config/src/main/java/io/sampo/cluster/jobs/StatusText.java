/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.element.Watermark;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobDetails;
import io.sampo.runtime.directory.JobSummary;
import java.time.Instant;
import java.util.Locale;

/** How a job is in detail, for people. */
final class StatusText {
    private static final int WIDEST_NAME = 40;
    private static final int MOST_SUBTASKS = 8;

    private final StringBuilder text = new StringBuilder();

    private StatusText() {}

    static String of(JobDetails details) {
        StatusText status = new StatusText();
        status.write(details);
        return status.text.toString().stripTrailing();
    }

    private static String ran(JobSummary job) {
        if (job.status() == JobStatus.FINISHED && job.attempt() == 0) {
            return "finished: it had come to its end before, so nothing ran again";
        }
        return String.format(
                Locale.ROOT,
                "%s, attempt %d, parallelism %d, %,d records read%s",
                job.status().name().toLowerCase(Locale.ROOT),
                job.attempt(),
                job.parallelism(),
                job.recordsRead().total(),
                job.recordsRead().isComplete()
                        ? ""
                        : " since attempt " + job.recordsRead().since());
    }

    private void write(JobDetails details) {
        JobSummary job = details.summary();
        line("job '%s': %s", job.name(), ran(job));
        line(
                "  submitted %s%s%s",
                time(job.submittedMillis()),
                job.endedMillis() == 0 ? "" : ", ended " + time(job.endedMillis()),
                job.downMillis() == 0
                        ? ""
                        : ", not all of it ran for "
                                + job.downMillis()
                                + " ms at its last restart");
        if (!job.savepoint().isEmpty()) {
            line("  stopped with savepoint %s", job.savepoint());
        }
        if (!job.waitsFor().isEmpty()) {
            line("  waits: %s", job.waitsFor());
        }
        if (!job.failure().isEmpty()) {
            line("  %s", job.failure());
        }
        if (!details.operators().isEmpty()) {
            line("");
            line(
                    "%-40s %5s %11s %11s %5s %8s  %s",
                    "operators", "tasks", "records/s", "out/s", "busy", "waiting", "event time");
            details.operators().forEach(this::write);
        }
        if (!details.nodes().isEmpty()) {
            line("");
            line("nodes, the job's master at %s", details.master());
            details.nodes().forEach(this::write);
        }
        if (!details.checkpoints().isEmpty()) {
            line("");
            line("checkpoints");
            details.checkpoints().forEach(this::write);
        }
        if (!details.failures().isEmpty()) {
            line("");
            line("failures");
            for (JobDetails.Failure failure : details.failures()) {
                line(
                        "  %s attempt %d: %s",
                        time(failure.millis()), failure.attempt(), failure.cause());
            }
        }
    }

    private void write(JobDetails.Operator operator) {
        StringBuilder names = new StringBuilder(operator.name());
        operator.chained().forEach(name -> names.append(" > ").append(name));
        if (names.length() > WIDEST_NAME) {
            names.setLength(WIDEST_NAME - 3);
            names.append("...");
        }
        String eventTime =
                operator.watermark() == Watermark.MIN
                        ? "-"
                        : operator.watermark() == Watermark.MAX
                                ? "ended"
                                : time(operator.watermark()) + " by " + operator.heldBackBy();
        line(
                "%-40s %5d %,11d %,11d %4d%% %7d%%  %s",
                names,
                operator.parallelism(),
                operator.recordsInPerSecond(),
                operator.recordsOutPerSecond(),
                operator.busyPercent(),
                operator.backPressuredPercent(),
                eventTime);
    }

    private void write(JobDetails.Share share) {
        int more = share.subtasks().size() - MOST_SUBTASKS;
        line(
                "  %s: %s%s",
                share.node(),
                String.join(
                        ", ",
                        more > 0 ? share.subtasks().subList(0, MOST_SUBTASKS) : share.subtasks()),
                more > 0 ? " and " + more + " more" : "");
    }

    private void write(JobDetails.Checkpoint checkpoint) {
        line(
                "  %s %s %d: %s, %,d ms, %,d bytes, %,d of them new",
                time(checkpoint.triggerMillis()),
                checkpoint.kind(),
                checkpoint.id(),
                checkpoint.failure().isEmpty() ? "complete" : "failed, " + checkpoint.failure(),
                checkpoint.durationMillis(),
                checkpoint.bytes(),
                checkpoint.newBytes());
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
