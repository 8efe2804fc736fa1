/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.element.Watermark;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobEdge;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.runtime.worker.SubtaskReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes rates and shares of what the subtasks of an attempt report. Confined to the directory. */
final class JobFigures {
    /** Long enough that it does not matter when in it the nodes reported. */
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int PERCENT = 100;

    private final JobGraph job;
    private final ArrayDeque<Reading> readings = new ArrayDeque<>();

    private record Reading(long nanos, Map<SubtaskId, SubtaskReport> subtasks) {
        SubtaskReport of(SubtaskId id) {
            return subtasks.getOrDefault(id, SubtaskReport.none(id));
        }
    }

    /** Creates those of an attempt that has just begun. */
    JobFigures(JobGraph job, long nowNanos) {
        this.job = job;
        readings.add(new Reading(nowNanos, Map.of()));
    }

    void take(List<SubtaskReport> reports, long nowNanos) {
        Map<SubtaskId, SubtaskReport> subtasks = new HashMap<>();
        reports.forEach(report -> subtasks.put(report.subtask(), report));
        readings.add(new Reading(nowNanos, subtasks));
        while (readings.size() > 2 && nowNanos - readings.getFirst().nanos() > WINDOW_NANOS) {
            readings.removeFirst();
        }
    }

    /** Returns how many records all sources have read. */
    long recordsRead() {
        return sources().mapToLong(SubtaskReport::recordsIn).sum();
    }

    /** Returns the lowest event time of all sources. */
    long watermark() {
        return sources().mapToLong(SubtaskReport::watermark).min().orElse(Watermark.MIN);
    }

    private Stream<SubtaskReport> sources() {
        return job.vertices().stream()
                .filter(vertex -> vertex.source() != null)
                .flatMap(vertex -> subtasks(vertex).stream())
                .map(readings.getLast()::of);
    }

    List<JobDetails.Operator> operators() {
        List<JobDetails.Operator> operators = new ArrayList<>();
        for (JobVertex vertex : job.vertices()) {
            operators.add(operator(vertex));
        }
        return operators;
    }

    private JobDetails.Operator operator(JobVertex vertex) {
        Reading last = readings.getLast();
        Reading first = readings.getFirst();
        long nanos = Math.max(1, last.nanos() - first.nanos());
        long in = 0;
        long out = 0;
        long busy = 0;
        long waiting = 0;
        for (SubtaskId id : subtasks(vertex)) {
            SubtaskReport now = last.of(id);
            SubtaskReport before = first.of(id);
            in += now.recordsIn() - before.recordsIn();
            out += now.recordsOut() - before.recordsOut();
            busy = Math.max(busy, now.busyNanos() - before.busyNanos());
            waiting = Math.max(waiting, now.backPressuredNanos() - before.backPressuredNanos());
        }
        SubtaskReport slowest = slowest(vertex);
        boolean begun = slowest.watermark() != Watermark.MIN;
        return new JobDetails.Operator(
                vertex.id().name(),
                vertex.operators().stream().skip(1).map(each -> each.id().name()).toList(),
                inputs(vertex).stream().map(input -> input.id().name()).toList(),
                vertex.parallelism(),
                perSecond(in, nanos),
                perSecond(out, nanos),
                percent(busy, nanos),
                percent(waiting, nanos),
                slowest.watermark(),
                begun ? origin(vertex, slowest).toString() : "");
    }

    private static long perSecond(long count, long nanos) {
        return Math.round((double) count * NANOS_PER_SECOND / nanos);
    }

    private static int percent(long part, long nanos) {
        return (int) Math.min(PERCENT, PERCENT * part / nanos);
    }

    private static List<SubtaskId> subtasks(JobVertex vertex) {
        List<SubtaskId> ids = new ArrayList<>();
        for (int index = 0; index < vertex.parallelism(); index++) {
            ids.add(new SubtaskId(vertex.id(), index));
        }
        return ids;
    }

    private SubtaskReport slowest(JobVertex vertex) {
        return subtasks(vertex).stream()
                .map(readings.getLast()::of)
                .min(Comparator.comparingLong(SubtaskReport::watermark))
                .orElseThrow();
    }

    /** Goes up the graph to where the lowest event time comes from. */
    private SubtaskId origin(JobVertex vertex, SubtaskReport slowest) {
        Optional<JobVertex> above =
                inputs(vertex).stream()
                        .filter(input -> slowest(input).watermark() != Watermark.MIN)
                        .min(Comparator.comparingLong(input -> slowest(input).watermark()));
        return above.isEmpty() ? slowest.subtask() : origin(above.get(), slowest(above.get()));
    }

    private List<JobVertex> inputs(JobVertex vertex) {
        List<OperatorId> feeding =
                job.edges().stream()
                        .filter(edge -> edge.to().equals(vertex.id()))
                        .map(JobEdge::from)
                        .toList();
        return job.vertices().stream().filter(each -> feeding.contains(each.id())).toList();
    }
}
