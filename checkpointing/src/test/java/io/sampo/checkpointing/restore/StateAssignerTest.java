/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.restore.RestorePlan.Mapping;
import io.sampo.checkpointing.restore.RestorePlan.Outcome;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.checkpointing.storage.CheckpointMetadata.SubtaskEntry;
import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import io.sampo.state.snapshot.OperatorStateHandle.Listing;
import io.sampo.state.snapshot.StateFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateAssignerTest {
    private static final OperatorId COUNT = new OperatorId("count");
    private static final OperatorId SOURCE = new OperatorId("source");
    private static final int MAX = 128;

    @Test
    void rule6_everyKeyGroupComesFromExactlyOneHandle() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int max = 1 + random.nextInt(300);
            int before = 1 + random.nextInt(max);
            int after = 1 + random.nextInt(max);
            CheckpointMetadata metadata = metadata(keyedEntry(before, max));

            RestorePlan plan =
                    StateAssigner.assign(
                            metadata, List.of(new OperatorShape(COUNT, after, max, true)), false);

            BitSet covered = new BitSet();
            for (int i = 0; i < after; i++) {
                KeyGroupRange owned = KeyGroups.rangeOf(i, after, max);
                int groups = 0;
                for (KeyedStateHandle handle : plan.of(COUNT, i).snapshot().keyed()) {
                    KeyGroupRange part = handle.keyGroups().intersect(owned);
                    assertThat(part.isEmpty()).as("seed=%d a handle of no use", seed).isFalse();
                    groups += part.size();
                    for (int g = part.first(); g <= part.last(); g++) {
                        assertThat(covered.get(g)).as("seed=%d twice: %d", seed, g).isFalse();
                        covered.set(g);
                    }
                }
                assertThat(groups).as("seed=%d subtask=%d", seed, i).isEqualTo(owned.size());
            }
            assertThat(covered.cardinality()).as("seed=%d", seed).isEqualTo(max);
        }
    }

    @Test
    void rule6_dividedListsGoRoundRobin() {
        CheckpointMetadata metadata =
                metadata(
                        listEntry(
                                Snapshots.list("l", Distribution.SPLIT, "a", "b", "c"),
                                Snapshots.list("l", Distribution.SPLIT, "d")));

        assertThat(lists(metadata, 3, "l"))
                .containsExactly(List.of("a", "d"), List.of("b"), List.of("c"));
        assertThat(lists(metadata, 1, "l")).containsExactly(List.of("a", "b", "c", "d"));
    }

    @Test
    void rule6_dividedListsStayAsTheyWereIfTheParallelismDoes() {
        CheckpointMetadata metadata =
                metadata(
                        listEntry(
                                Snapshots.list("l", Distribution.SPLIT, "a", "b", "c"),
                                Snapshots.list("l", Distribution.SPLIT)));

        assertThat(lists(metadata, 2, "l")).containsExactly(List.of("a", "b", "c"), List.of());
    }

    @Test
    void rule6_unitedListsGoToAll() {
        CheckpointMetadata metadata =
                metadata(
                        listEntry(
                                Snapshots.list("l", Distribution.UNION, "a", "b"),
                                Snapshots.list("l", Distribution.UNION, "c")));

        List<String> all = List.of("a", "b", "c");
        assertThat(lists(metadata, 2, "l")).containsExactly(all, all);
        assertThat(lists(metadata, 3, "l")).containsExactly(all, all, all);
    }

    @Test
    void rule7_broadcastListsAreCopiedInTurn() {
        CheckpointMetadata metadata =
                metadata(
                        listEntry(
                                Snapshots.list("l", Distribution.BROADCAST, "from 0"),
                                Snapshots.list("l", Distribution.BROADCAST, "from 1")));

        assertThat(lists(metadata, 5, "l"))
                .containsExactly(
                        List.of("from 0"),
                        List.of("from 1"),
                        List.of("from 0"),
                        List.of("from 1"),
                        List.of("from 0"));
        assertThat(lists(metadata, 1, "l")).containsExactly(List.of("from 0"));
    }

    @Test
    void rule6_nothingIsLostOrDoubledAndTheLoadIsEven() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int before = 1 + random.nextInt(6);
            int after = 1 + random.nextInt(6);
            List<OperatorStateHandle> old = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < before; i++) {
                List<String> one = elements(random, "one-" + i);
                List<String> two = elements(random, "two-" + i);
                expected.addAll(one);
                expected.addAll(two);
                old.add(
                        new OperatorStateHandle(
                                Map.of(
                                        "one",
                                        Snapshots.listing(
                                                Distribution.SPLIT, one.toArray(String[]::new)),
                                        "two",
                                        Snapshots.listing(
                                                Distribution.SPLIT, two.toArray(String[]::new)))));
            }

            List<OperatorStateHandle> dealt =
                    OperatorStateRedistribution.redistribute(COUNT, old, after);

            List<String> found = new ArrayList<>();
            List<Integer> loads = new ArrayList<>();
            for (OperatorStateHandle handle : dealt) {
                List<String> mine = new ArrayList<>();
                handle.lists().values().forEach(list -> mine.addAll(Snapshots.texts(list)));
                found.addAll(mine);
                loads.add(mine.size());
            }
            assertThat(found).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(expected);
            if (before != after) {
                int spread =
                        loads.stream().mapToInt(n -> n).max().orElse(0)
                                - loads.stream().mapToInt(n -> n).min().orElse(0);
                assertThat(spread).as("seed=%d loads=%s", seed, loads).isLessThanOrEqualTo(1);
            }
        }
    }

    private static List<String> elements(Random random, String name) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(name + "-" + i);
        }
        return elements;
    }

    @Test
    void oneListStoredInTwoWaysIsRefused() {
        CheckpointMetadata metadata =
                metadata(
                        listEntry(
                                Snapshots.list("l", Distribution.SPLIT, "a"),
                                Snapshots.list("l", Distribution.UNION, "a")));

        assertThatThrownBy(() -> lists(metadata, 2, "l"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("operator=count list=l distributions=SPLIT,UNION");
    }

    @Test
    void rule3_anotherMaximumParallelismIsRefusedForKeyedState() {
        CheckpointMetadata metadata = metadata(keyedEntry(2, MAX));

        assertThatThrownBy(
                        () ->
                                StateAssigner.assign(
                                        metadata,
                                        List.of(new OperatorShape(COUNT, 2, 256, true)),
                                        true))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("'count' has keyed state in 128 key groups")
                .hasMessageContaining("maxParallelism=256")
                .hasMessageContaining("set its maximum parallelism to 128")
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
    }

    @Test
    void rule3_withoutKeyedStateTheMaximumParallelismIsFree() {
        CheckpointMetadata metadata =
                metadata(listEntry(Snapshots.list("l", Distribution.SPLIT, "a")));

        RestorePlan plan =
                StateAssigner.assign(
                        metadata, List.of(new OperatorShape(COUNT, 1, 7, true)), false);

        assertThat(plan.of(COUNT, 0).snapshot().operator().lists()).containsKey("l");
    }

    @Test
    void stateWithoutAnOperatorIsRefusedUnlessAllowed() {
        CheckpointMetadata metadata =
                metadata(
                        keyedEntry(2, MAX),
                        listEntry(SOURCE, Snapshots.list("l", Distribution.SPLIT, "a", "b")));
        List<OperatorShape> job =
                List.of(
                        new OperatorShape(new OperatorId("new"), 3, MAX, true),
                        new OperatorShape(COUNT, 2, MAX, false));

        assertThatThrownBy(() -> StateAssigner.assign(metadata, job, false))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("Operator 'count' has state in the checkpoint")
                .hasMessageContaining("Operator 'source' has state in the checkpoint")
                .hasMessageContaining("sampo.checkpoint.restore.allow-dropped-state=true");

        RestorePlan plan = StateAssigner.assign(metadata, job, true);
        assertThat(plan.of(COUNT, 1)).isEqualTo(RestoredSubtask.EMPTY);
        assertThat(plan.mappings())
                .containsExactlyInAnyOrder(
                        new Mapping(new OperatorId("new"), Outcome.STARTS_EMPTY, 0, 3, 0, 0),
                        new Mapping(COUNT, Outcome.STARTS_EMPTY, 0, 2, 0, 0),
                        new Mapping(COUNT, Outcome.DROPPED, 2, 0, 2, 0),
                        new Mapping(SOURCE, Outcome.DROPPED, 1, 0, 0, 2));
    }

    @Test
    void anOperatorWithoutStateMayGo() {
        CheckpointMetadata metadata =
                metadata(listEntry(SOURCE, OperatorStateHandle.EMPTY), keyedEntry(2, MAX));

        RestorePlan plan =
                StateAssigner.assign(
                        metadata, List.of(new OperatorShape(COUNT, 3, MAX, true)), false);

        assertThat(plan.mappings())
                .containsExactly(new Mapping(COUNT, Outcome.RESCALED, 2, 3, 2, 0));
    }

    @Test
    void whoHadFinishedIsFinished() {
        CheckpointMetadata metadata = metadata(finished(true, false));

        assertThat(finishedAfter(metadata, 2)).containsExactly(true, false);
        assertThat(finishedAfter(metadata, 3)).containsExactly(false, false, false);
        assertThat(finishedAfter(metadata(finished(true, true)), 3))
                .containsExactly(true, true, true);
    }

    private static List<Boolean> finishedAfter(CheckpointMetadata metadata, int parallelism) {
        RestorePlan plan =
                StateAssigner.assign(
                        metadata, List.of(new OperatorShape(COUNT, parallelism, MAX, true)), false);
        return Objects.requireNonNull(plan.subtasks().get(COUNT)).stream()
                .map(RestoredSubtask::finished)
                .toList();
    }

    private static OperatorEntry finished(boolean... flags) {
        List<SubtaskEntry> subtasks = new ArrayList<>();
        for (boolean flag : flags) {
            subtasks.add(new SubtaskEntry(OperatorSnapshot.EMPTY, flag));
        }
        return new OperatorEntry(COUNT, flags.length, MAX, subtasks);
    }

    private static List<List<String>> lists(
            CheckpointMetadata metadata, int parallelism, String name) {
        RestorePlan plan =
                StateAssigner.assign(
                        metadata, List.of(new OperatorShape(COUNT, parallelism, MAX, true)), false);
        List<List<String>> lists = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            Listing list = plan.of(COUNT, i).snapshot().operator().lists().get(name);
            lists.add(Snapshots.texts(Objects.requireNonNull(list)));
        }
        return lists;
    }

    private static OperatorEntry keyedEntry(int parallelism, int max) {
        List<SubtaskEntry> subtasks = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            Map<String, StateFile> files =
                    Map.of("data", new StateFile("chk-1-1/count-" + i, 1, "00000000"));
            KeyGroupRange range = KeyGroups.rangeOf(i, parallelism, max);
            subtasks.add(new SubtaskEntry(Snapshots.keyed(range, max, files), false));
        }
        return new OperatorEntry(COUNT, parallelism, max, subtasks);
    }

    private static OperatorEntry listEntry(OperatorStateHandle... handles) {
        return listEntry(COUNT, handles);
    }

    private static OperatorEntry listEntry(OperatorId operator, OperatorStateHandle... handles) {
        List<SubtaskEntry> subtasks =
                Arrays.stream(handles)
                        .map(
                                handle ->
                                        new SubtaskEntry(
                                                new OperatorSnapshot(List.of(), handle), false))
                        .toList();
        return new OperatorEntry(operator, handles.length, MAX, subtasks);
    }

    private static CheckpointMetadata metadata(OperatorEntry... entries) {
        return new CheckpointMetadata(
                "job", 1, 1, Kind.CHECKPOINT, 0, false, List.of(entries), Map.of());
    }
}
