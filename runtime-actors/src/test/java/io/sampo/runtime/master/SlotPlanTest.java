/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.worker.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotPlanTest {
    private static final NodeAddress A = new NodeAddress("a", 1);
    private static final NodeAddress B = new NodeAddress("b", 1);
    private static final NodeAddress C = new NodeAddress("c", 1);

    private static JobGraph job(int parallelism) {
        return HandMadeJobs.counting("job", 10, 2, parallelism, HandMadeJobs.settings(""));
    }

    /** Of the last chain, how many subtasks each node has. */
    private static Map<NodeAddress, Integer> counts(JobGraph job, Placement placement) {
        Map<NodeAddress, Integer> counts = new HashMap<>();
        int last = job.vertices().size() - 1;
        for (int index = 0; index < job.vertices().get(last).parallelism(); index++) {
            SubtaskId id = new SubtaskId(job.vertices().get(last).id(), index);
            counts.merge(placement.of(id), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void subtasksAreSpreadEvenly() {
        JobGraph job = job(6);
        assertThat(counts(job, SlotPlan.place(job, Map.of(A, 8, B, 8, C, 8), Map.of())))
                .containsExactlyInAnyOrderEntriesOf(Map.of(A, 2, B, 2, C, 2));
    }

    @Test
    void aNodeGetsNoMoreThanItHasRoomFor() {
        JobGraph job = job(6);
        assertThat(counts(job, SlotPlan.place(job, Map.of(A, 1, B, 0, C, 5), Map.of())))
                .containsExactlyInAnyOrderEntriesOf(Map.of(A, 1, C, 5));
    }

    @Test
    void subtasksWithTheSameIndexShareASlot() {
        JobGraph job = job(3);
        Placement placement = SlotPlan.place(job, Map.of(A, 2, B, 2), Map.of());
        for (int index = 0; index < 3; index++) {
            int same = index;
            assertThat(
                            job.vertices().stream()
                                    .filter(vertex -> same < vertex.parallelism())
                                    .map(vertex -> placement.of(new SubtaskId(vertex.id(), same)))
                                    .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void subtasksGoWhereTheirStateIsAsFarAsThatIsEven() {
        JobGraph job = job(3);
        Map<NodeAddress, Set<Integer>> copies = Map.of(A, Set.of(2), B, Set.of(0, 1));

        // the node that had 1 is gone
        assertThat(nodes(job, SlotPlan.place(job, Map.of(A, 3, B, 3), copies)))
                .containsExactly(B, B, A);
        // another one is back
        assertThat(nodes(job, SlotPlan.place(job, Map.of(A, 3, B, 3, C, 3), copies)))
                .containsExactly(B, C, A);
        assertThat(nodes(job, SlotPlan.place(job, Map.of(A, 3, B, 0), copies)))
                .containsExactly(A, A, A);
    }

    private static List<NodeAddress> nodes(JobGraph job, Placement placement) {
        JobVertex last = job.vertices().get(job.vertices().size() - 1);
        return IntStream.range(0, last.parallelism())
                .mapToObj(index -> placement.of(new SubtaskId(last.id(), index)))
                .toList();
    }

    @Test
    void tooFewSlotsAreToldWithTheNumbers() {
        JobGraph job = job(4);
        assertThat(SlotPlan.missing(job, Map.of(A, 4))).isEmpty();
        assertThatThrownBy(() -> SlotPlan.place(job, Map.of(A, 2, B, 1), Map.of()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
                .hasMessageContaining("parallelism=4 free=3 nodes={a:1=2, b:1=1}");
    }
}
