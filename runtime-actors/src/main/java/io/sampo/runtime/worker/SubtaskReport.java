/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.element.Watermark;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.metric.MetricSample;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much a subtask has done in this attempt.
 *
 * @param subtask which
 * @param recordsIn how many records came in, or were read by a source
 * @param recordsOut how many went to other chains; one that went to several counts for each
 * @param busyNanos how long it worked
 * @param backPressuredNanos how long it stood still since a receiver was slower
 * @param watermark its event time
 */
public record SubtaskReport(
        SubtaskId subtask,
        long recordsIn,
        long recordsOut,
        long busyNanos,
        long backPressuredNanos,
        long watermark) {
    /** Returns one of a subtask that has done nothing. */
    public static SubtaskReport none(SubtaskId subtask) {
        return new SubtaskReport(subtask, 0, 0, 0, 0, Watermark.MIN);
    }

    /** Reads the reports of all subtasks of a job from the figures of a process. */
    static List<SubtaskReport> of(JobGraph job, List<MetricSample> samples) {
        Map<SubtaskId, Map<String, Long>> figures = new HashMap<>();
        Map<String, JobVertex> chains = new HashMap<>();
        job.vertices().forEach(vertex -> chains.put(vertex.id().name(), vertex));
        for (MetricSample sample : samples) {
            JobVertex chain = chains.get(sample.scope().operator());
            if (chain != null && sample.scope().job().equals(job.name())) {
                figures.computeIfAbsent(
                                new SubtaskId(chain.id(), sample.scope().subtask()),
                                unused -> new HashMap<>())
                        .put(sample.name(), sample.value());
            }
        }
        List<SubtaskReport> reports = new ArrayList<>();
        figures.forEach((id, values) -> reports.add(report(id, values)));
        return reports;
    }

    private static SubtaskReport report(SubtaskId id, Map<String, Long> values) {
        return new SubtaskReport(
                id,
                values.getOrDefault("recordsIn", values.getOrDefault("recordsRead", 0L)),
                values.getOrDefault("recordsOut", 0L),
                values.getOrDefault("busyNanos", 0L),
                values.getOrDefault("backPressuredNanos", 0L),
                values.getOrDefault(
                        "watermark", values.getOrDefault("sourceWatermark", Watermark.MIN)));
    }
}
