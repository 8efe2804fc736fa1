/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.checkpointing.coordinator.CheckpointStatistics;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.metric.MetricGroup;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.worker.Placement;
import io.sampo.runtime.worker.SubtaskReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is known of a job but for its summary; begins anew with the directory's process. */
final class JobHistory {
    private static final int KEPT = 10;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final ArrayDeque<JobDetails.Checkpoint> checkpoints = new ArrayDeque<>();
    private final ArrayDeque<JobDetails.Failure> failures = new ArrayDeque<>();
    private @Nullable JobFigures figures;
    private List<JobDetails.Share> shares = List.of();

    /** What is shown of the job among the figures of the directory's node; read by any thread. */
    private final AtomicLong restarts = new AtomicLong();

    private final AtomicLong downMillis = new AtomicLong();
    private final AtomicLong checkpointMillis = new AtomicLong();
    private final AtomicLong checkpointBytes = new AtomicLong();
    private final AtomicLong checkpointTime = new AtomicLong();
    private final AtomicLong checkpointsFailed = new AtomicLong();

    /**
     * All subtasks of an attempt run.
     *
     * @param down how long the job stood still before
     * @param shown where the figures of the job go; what was there before is gone
     */
    void begun(JobGraph job, Optional<Duration> down, long nowNanos, MetricGroup shown) {
        figures = new JobFigures(job, nowNanos);
        down.ifPresent(
                time -> {
                    restarts.incrementAndGet();
                    downMillis.set(time.toMillis());
                });
        shown.gauge("jobRestarts", restarts::get);
        shown.gauge("jobDownMillis", downMillis::get);
        shown.gauge("jobCheckpointMillis", checkpointMillis::get);
        shown.gauge("jobCheckpointBytes", checkpointBytes::get);
        shown.gauge("jobCheckpointTime", checkpointTime::get);
        shown.gauge("jobCheckpointsFailed", checkpointsFailed::get);
    }

    /** Takes what all subtasks report, and returns a summary that says how far they are. */
    JobSummary take(List<SubtaskReport> reports, long nowNanos, JobSummary before) {
        if (figures == null) {
            return before;
        }
        figures.take(reports, nowNanos);
        return before.withRecordsRead(before.recordsRead().withLast(figures.recordsRead()))
                .withWatermark(figures.watermark());
    }

    void failed(int attempt, String cause, long nowMillis) {
        add(failures, new JobDetails.Failure(attempt, nowMillis, cause));
    }

    void take(CheckpointStatistics statistics) {
        if (statistics.failure().isPresent()) {
            checkpointsFailed.incrementAndGet();
        } else {
            checkpointMillis.set(statistics.durationNanos() / NANOS_PER_MILLI);
            checkpointBytes.set(statistics.stateBytes());
            checkpointTime.set(statistics.triggerMillis());
        }
        add(
                checkpoints,
                new JobDetails.Checkpoint(
                        statistics.checkpointId(),
                        statistics.kind().name().toLowerCase(Locale.ROOT),
                        statistics.triggerMillis(),
                        statistics.durationNanos() / NANOS_PER_MILLI,
                        statistics.stateBytes(),
                        statistics.newBytes(),
                        statistics.failure().orElse("")));
    }

    /** Nothing runs until the next attempt. */
    void rests() {
        shares = List.of();
        figures = null;
    }

    private static <T> void add(ArrayDeque<T> kept, T newest) {
        kept.addFirst(newest);
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
    }

    void placed(Placement placement) {
        Map<String, List<String>> subtasks = new TreeMap<>();
        placement.nodes().keySet().stream()
                .sorted(
                        Comparator.comparing((SubtaskId id) -> id.chain().name())
                                .thenComparingInt(SubtaskId::index))
                .forEach(
                        id ->
                                subtasks.computeIfAbsent(
                                                placement.of(id).toString(),
                                                node -> new ArrayList<>())
                                        .add(id.toString()));
        shares =
                subtasks.entrySet().stream()
                        .map(node -> new JobDetails.Share(node.getKey(), node.getValue()))
                        .toList();
    }

    /**
     * Returns all that is known.
     *
     * @param master the node of the job's master
     */
    JobDetails details(JobSummary summary, NodeAddress master) {
        boolean over = summary.status().isTerminal();
        return new JobDetails(
                summary,
                over ? "" : master.toString(),
                over ? List.of() : shares,
                figures == null || over ? List.of() : figures.operators(),
                List.copyOf(checkpoints),
                List.copyOf(failures));
    }
}
