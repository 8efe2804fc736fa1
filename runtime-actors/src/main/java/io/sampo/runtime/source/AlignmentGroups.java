/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.source;

import io.sampo.core.element.Watermark;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.watermark.WatermarkAlignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each source of one attempt may read, for the sake of those that it is aligned with
 * (SEMANTICS rule 18). Knows nothing of actors. Who has not reported yet holds back its group, as
 * one without data holds back watermarks (rule 65).
 */
public final class AlignmentGroups {
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<OperatorId, Group> ofSources = new HashMap<>();

    /** The sources with one group's name. */
    private static final class Group {
        final Map<OperatorId, Long> driftMillis = new HashMap<>();
        final Map<SubtaskId, Long> watermarks = new HashMap<>();
        long lowest = Watermark.MIN;
    }

    /**
     * What the subtasks of a source are to be told.
     *
     * @param source the source
     * @param timestamp what their watermarks may come to while they read
     */
    public record Limit(OperatorId source, long timestamp) {}

    /** Creates the groups of a job that begins, or begins again. */
    public AlignmentGroups(List<JobVertex> vertices) {
        for (JobVertex vertex : vertices) {
            WatermarkAlignment alignment = vertex.alignment();
            if (alignment != null) {
                add(vertex, alignment);
            }
        }
    }

    private void add(JobVertex source, WatermarkAlignment alignment) {
        Group group = groups.computeIfAbsent(alignment.group(), name -> new Group());
        ofSources.put(source.id(), group);
        group.driftMillis.put(source.id(), alignment.maxDrift().toMillis());
        for (int i = 0; i < source.parallelism(); i++) {
            group.watermarks.put(new SubtaskId(source.id(), i), Watermark.MIN);
        }
    }

    /**
     * A subtask of a source tells how far it is; {@code Long.MAX_VALUE} if it holds back nobody.
     *
     * @return what has changed by it, for each source of its group; empty if nothing has
     */
    public List<Limit> report(SubtaskId subtask, long watermark) {
        Group group = ofSources.get(subtask.chain());
        if (group == null) {
            throw new IllegalStateException("The source is not aligned: subtask=" + subtask);
        }
        group.watermarks.put(subtask, watermark);
        long lowest = Collections.min(group.watermarks.values());
        if (lowest == group.lowest) {
            return List.of();
        }
        group.lowest = lowest;
        List<Limit> limits = new ArrayList<>();
        group.driftMillis.forEach((source, drift) -> limits.add(limit(source, lowest, drift)));
        return limits;
    }

    private static Limit limit(OperatorId source, long lowest, long drift) {
        boolean endless = lowest > Watermark.MAX - drift;
        return new Limit(source, endless ? Watermark.MAX : lowest + drift);
    }
}
