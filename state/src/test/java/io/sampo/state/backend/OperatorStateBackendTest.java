/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.BroadcastState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import io.sampo.state.testkit.TinySerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorStateBackendTest {
    private static final StateDescriptor.Mapping<String, Long> RULES =
            StateDescriptor.map("rules", String.class, Long.class);

    private static OperatorStateBackend open(OperatorStateHandle restored) {
        return new OperatorStateBackend(
                new OperatorId("rules"), 0, new TinySerialization().create(), restored);
    }

    /**
     * Each subtask gets all of it; if each kept it, the next restore would have it so many times.
     */
    @Test
    void aUnitedListThatNobodyAsksForIsKeptOnce() {
        OperatorStateHandle restored =
                new OperatorStateHandle(
                        Map.of(
                                "all",
                                new OperatorStateHandle.Listing(
                                        OperatorStateHandle.Distribution.UNION,
                                        List.of(new byte[1])),
                                "part",
                                new OperatorStateHandle.Listing(
                                        OperatorStateHandle.Distribution.SPLIT,
                                        List.of(new byte[1]))));
        OperatorStateBackend second =
                new OperatorStateBackend(
                        new OperatorId("rules"), 1, new TinySerialization().create(), restored);

        assertThat(open(restored).snapshot().lists()).containsOnlyKeys("all", "part");
        assertThat(second.snapshot().lists()).containsOnlyKeys("part");
    }

    private final OperatorStateBackend backend = open(OperatorStateHandle.EMPTY);

    @Test
    void broadcastStateIsAMap() {
        BroadcastState<String, Long> rules = backend.broadcast(RULES);
        rules.put("b", 1L);
        rules.putAll(Map.of("a", 2L));
        rules.put("b", 3L);

        assertThat(rules.get("b")).isEqualTo(3);
        assertThat(rules.get("none")).isNull();
        assertThat(rules.contains("a")).isTrue();
        assertThat(rules.entries()).containsExactly(Map.entry("b", 3L), Map.entry("a", 2L));
        assertThat(backend.broadcast(RULES)).isSameAs(rules);

        rules.remove("b");
        assertThat(rules.entries()).containsExactly(Map.entry("a", 2L));
        rules.clear();
        assertThat(rules.entries()).isEmpty();
    }

    @Test
    void keysAreTheSameByTheirContent() {
        BroadcastState<byte[], Long> rules =
                backend.broadcast(StateDescriptor.map("bytes", byte[].class, Long.class));
        rules.put(new byte[] {1, 2}, 5L);

        assertThat(rules.get(new byte[] {1, 2})).isEqualTo(5);
        assertThat(rules.contains(new byte[] {1, 3})).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless function does
    void refusesNull() {
        BroadcastState<String, Long> rules = backend.broadcast(RULES);

        assertThatThrownBy(() -> rules.put("a", null)).hasMessageContaining("rules");
        assertThatThrownBy(() -> rules.get(null)).hasMessageContaining("rules");
    }

    @Test
    void rule45_broadcastStateIsStoredAsItIsAndRestored() {
        backend.broadcast(RULES).putAll(Map.of("a", 1L));
        backend.list("rules", TypeInfo.of(String.class), Distribution.SPLIT).add("apart");
        OperatorStateHandle stored = backend.snapshot();
        backend.broadcast(RULES).put("later", 2L);

        assertThat(stored.lists().get("broadcast/rules").distribution())
                .isEqualTo(Distribution.BROADCAST);
        OperatorStateBackend restored = open(stored);
        assertThat(restored.broadcast(RULES).entries()).containsExactly(Map.entry("a", 1L));
        assertThat(restored.list("rules", TypeInfo.of(String.class), Distribution.SPLIT).get())
                .containsExactly("apart");
    }

    @Test
    void whatNobodyAskedForIsStoredAgain() {
        backend.broadcast(RULES).put("a", 1L);
        OperatorStateHandle again = open(backend.snapshot()).snapshot();

        assertThat(open(again).broadcast(RULES).get("a")).isEqualTo(1);
    }

    @Test
    void aNameStandsForOneStateOnly() {
        backend.broadcast(RULES);

        assertThatThrownBy(
                        () ->
                                backend.broadcast(
                                        StateDescriptor.map("rules", Long.class, Long.class)))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("operator=rules")
                .hasMessageContaining("another name");
        assertThat(List.of(backend.broadcast(RULES))).hasSize(1);
    }
}
