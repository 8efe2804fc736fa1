/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static io.sampo.state.testkit.BackendHarness.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.AggregateFunction;
import io.sampo.core.time.ManualClock;
import io.sampo.state.StateDescriptor;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is the same for all backends; that the views work on each is part of the contract. */
class KeyedStatesTest {
    private final BackendHarness harness =
            new BackendHarness(new HeapStateBackend(), Path.of("unused"), 128);
    private final KeyedStateBackend<Object> backend = harness.open();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void oneNameForTwoKindsIsRefused() {
        KeyedStates states = KeyedStates.of(backend, new ManualClock(0));
        states.state(StateDescriptor.value("s", Long.class));
        assertThatThrownBy(() -> states.state(StateDescriptor.reducing("s", Long::sum, Long.class)))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContainingAll("'s'", "value<", "reducing<");
        assertThatThrownBy(
                        () ->
                                states.state(
                                        StateDescriptor.value("s", Long.class),
                                        LongNamespaces.LONG))
                .hasMessageContainingAll("'s'", "by LONG");
        assertThatThrownBy(() -> states.state(StateDescriptor.value("s", String.class)))
                .hasMessageContainingAll("value<java.lang.Long>", "value<java.lang.String>");
        assertThat(states.state(StateDescriptor.value("s", Long.class))).isNotNull();
    }

    @Test
    @SuppressWarnings("NullAway") // users pass null all the same
    void nullsAreRefused() {
        KeyedStates states = KeyedStates.of(backend, new ManualClock(0));
        var map = states.state(StateDescriptor.map("m", String.class, Long.class));
        var list = states.state(StateDescriptor.list("l", Long.class));
        key(backend, "a");
        assertThatThrownBy(() -> map.put("k", null)).hasMessageContainingAll("'m'", "value=null");
        assertThatThrownBy(() -> map.get(null)).hasMessageContainingAll("'m'", "key=null");
        assertThatThrownBy(() -> list.add(null)).hasMessageContainingAll("'l'", "element=null");
        assertThat(map.isEmpty()).isTrue();
        assertThat(list.get()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // users return null all the same
    void functionsThatReturnNullAreNamed() {
        KeyedStates states = KeyedStates.of(backend, new ManualClock(0));
        var reducing = states.state(StateDescriptor.reducing("r", (l, r) -> null, Long.class));
        var aggregating = states.state(StateDescriptor.aggregating("a", new ToNull(), Long.class));
        key(backend, "a");
        assertThatThrownBy(
                        () -> {
                            reducing.add(1L);
                            reducing.add(2L);
                        })
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContainingAll("'r'", "result of its function=null");
        assertThat(reducing.get()).isEqualTo(1L);
        assertThatThrownBy(() -> aggregating.add(1L)).hasMessageContainingAll("'a'", "null");
        assertThat(aggregating.get()).isNull();
    }

    @Test
    void aViewWithoutNamespaceIsABug() {
        var view =
                KeyedStates.of(backend, new ManualClock(0))
                        .state(StateDescriptor.value("v", Long.class), LongNamespaces.LONG);
        key(backend, "a");
        assertThatThrownBy(() -> view.state().value())
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        assertThat(view.in(1L).value()).isNull();
    }

    @Test
    void viewsOfOneStateShowTheSame() {
        KeyedStates states = KeyedStates.of(backend, new ManualClock(0));
        var one = states.state(StateDescriptor.value("v", Long.class), LongNamespaces.LONG);
        var other = states.state(StateDescriptor.value("v", Long.class), LongNamespaces.LONG);
        key(backend, "a");
        one.in(1L).update(5L);
        assertThat(other.in(2L).value()).isNull();
        assertThat(other.in(1L).value()).isEqualTo(5L);
        other.setNamespace(2L);
        assertThat(one.state().value()).isEqualTo(5L);
    }

    private static final class ToNull implements AggregateFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        @SuppressWarnings("NullAway") // the mistake that is tested
        public @Nullable Long add(Long value, Long accumulator) {
            return null;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }
}
