/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.ordered.StoredTable.Kind;
import io.sampo.state.testkit.LongNamespaces;
import io.sampo.state.testkit.TinySerialization;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BindingsTest {
    private final Serialization serialization = new TinySerialization().create();
    private TableCatalog catalog = new TableCatalog();
    private Bindings bindings = newBindings();

    private Bindings newBindings() {
        return new Bindings(catalog, serialization, new OperatorId("o"));
    }

    private void restore() {
        catalog = TableCatalog.of(catalog.toBytes());
        bindings = newBindings();
    }

    private static <V> TableSpec<?, V> spec(TypeInfo<V> type) {
        return new TableSpec<>("t", NamespaceType.NONE, type);
    }

    @Test
    void askingAgainGivesTheSameTable() {
        StoredTable first = bindings.bind(Kind.VALUE, spec(TypeInfo.of(Long.class)), null);
        assertThat(bindings.bind(Kind.VALUE, spec(TypeInfo.of(Long.class)), null)).isSameAs(first);
        restore();
        assertThat(bindings.bind(Kind.VALUE, spec(TypeInfo.of(Long.class)), null)).isEqualTo(first);
    }

    @Test
    void timersHaveNamesOfTheirOwn() {
        StoredTable values = bindings.bind(Kind.VALUE, spec(TypeInfo.of(Long.class)), null);
        StoredTable timers = bindings.bind(Kind.TIMERS, spec(TypeInfo.unknown()), null);
        assertThat(timers.id()).isNotEqualTo(values.id());
    }

    @Test
    void anotherTableOfTheSameNameIsRefused() {
        bindings.bind(Kind.MAP, spec(TypeInfo.of(Long.class)), String.class);
        assertAllRefused(ErrorCode.INVALID_PROGRAM);
        restore();
        assertAllRefused(ErrorCode.STATE_INCOMPATIBLE);
    }

    private void assertAllRefused(ErrorCode code) {
        TableSpec<?, Long> numbers = spec(TypeInfo.of(Long.class));
        assertRefused(
                code, () -> bindings.bind(Kind.VALUE, numbers, null), "value<java.lang.Long>");
        assertRefused(
                code,
                () -> bindings.bind(Kind.MAP, numbers, Integer.class),
                "map<java.lang.Integer,java.lang.Long>");
        assertRefused(
                code,
                () -> bindings.bind(Kind.MAP, spec(TypeInfo.of(String.class)), String.class),
                "map<java.lang.String,java.lang.String>");
        assertRefused(
                code,
                () ->
                        bindings.bind(
                                Kind.MAP,
                                new TableSpec<>("t", LongNamespaces.LONG, TypeInfo.of(Long.class)),
                                String.class),
                "by LONG");
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call, String wanted) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(
                        "state 't' of operator 'o'",
                        "map<java.lang.String,java.lang.Long> by none",
                        wanted);
    }

    @Test
    void aTypeOnceKnownStaysKnown() {
        bindings.bind(Kind.VALUE, spec(TypeInfo.of(Long.class)), null);
        restore();
        bindings.bind(Kind.VALUE, spec(TypeInfo.unknown()), null);
        restore();
        assertThatThrownBy(() -> bindings.bind(Kind.VALUE, spec(TypeInfo.of(String.class)), null))
                .isInstanceOf(StreamException.class);
        assertThat(bindings.bind(Kind.VALUE, spec(TypeInfo.of(Long.class)), null).valueType())
                .isEqualTo("java.lang.Long");
    }
}
