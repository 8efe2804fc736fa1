/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.watermark.WatermarkAlignment;
import io.sampo.runtime.source.AlignmentGroups.Limit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlignmentGroupsTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final OperatorId FAST = new OperatorId("fast");
    private static final OperatorId SLOW = new OperatorId("slow");
    private static final OperatorId OTHER = new OperatorId("other");

    private final AlignmentGroups groups =
            new AlignmentGroups(
                    List.of(
                            source(FAST, 2, aligned("g", 100)),
                            source(SLOW, 1, aligned("g", 10)),
                            source(OTHER, 1, aligned("h", 5)),
                            source(new OperatorId("none"), 1, null)));

    private static WatermarkAlignment aligned(String group, long driftMillis) {
        return new WatermarkAlignment(group, Duration.ofMillis(driftMillis), Duration.ofMillis(1));
    }

    private static JobVertex source(
            OperatorId id, int parallelism, @Nullable WatermarkAlignment alignment) {
        return new JobVertex(id, parallelism, 128, false, List.of(), null, alignment);
    }

    private List<Limit> report(OperatorId source, int subtask, long watermark) {
        return groups.report(new SubtaskId(source, subtask), watermark);
    }

    @Test
    void rule18_theLowestOfAllSourcesOfAGroupAndTheDriftOfEach() {
        assertThat(report(FAST, 0, 50)).as("others have not begun").isEmpty();
        assertThat(report(FAST, 1, 60)).isEmpty();
        assertThat(report(SLOW, 0, 20))
                .containsExactlyInAnyOrder(new Limit(FAST, 120), new Limit(SLOW, 30));
        assertThat(report(FAST, 1, 70)).as("not the lowest").isEmpty();
        assertThat(report(SLOW, 0, 55))
                .containsExactlyInAnyOrder(new Limit(FAST, 150), new Limit(SLOW, 60));
        assertThat(report(OTHER, 0, 1)).containsExactly(new Limit(OTHER, 6));
    }

    @Test
    void rule18_whoHoldsBackNobodyIsLeftOutAndComesBack() {
        report(FAST, 0, 50);
        report(FAST, 1, 60);
        report(SLOW, 0, 20);

        assertThat(report(SLOW, 0, MAX)).contains(new Limit(FAST, 150));
        assertThat(report(SLOW, 0, 25)).contains(new Limit(FAST, 125));
        report(SLOW, 0, MAX);
        report(FAST, 0, MAX);
        assertThat(report(FAST, 1, MAX)).contains(new Limit(FAST, MAX), new Limit(SLOW, MAX));
    }

    @Test
    void rule18_aLimitDoesNotOverflow() {
        assertThat(report(OTHER, 0, MAX - 3)).containsExactly(new Limit(OTHER, MAX));
    }

    @Test
    void aSourceWithoutAlignmentHasNothingToReport() {
        assertThatThrownBy(() -> report(new OperatorId("none"), 0, 1)).hasMessageContaining("none");
    }
}
