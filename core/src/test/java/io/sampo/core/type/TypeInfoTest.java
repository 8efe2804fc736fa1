/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypeInfoTest {
    @Test
    void aHintKeepsTheTypeArguments() {
        TypeInfo<List<String>> type = TypeInfo.of(new TypeHint<List<String>>() {});

        assertThat(type.rawClass()).isEqualTo(List.class);
        assertThat(type.type()).hasToString("java.util.List<java.lang.String>");
        assertThat(type.isKnown()).isTrue();
    }

    @Test
    void aHintOfAPlainClassIsThatClass() {
        assertThat(TypeInfo.of(new TypeHint<String>() {})).isEqualTo(TypeInfo.of(String.class));
    }

    @Test
    @SuppressWarnings("rawtypes")
    void aHintWithoutATypeIsRefused() {
        assertThatThrownBy(() -> new TypeHint() {})
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("new TypeHint<List<String>>() {}");
    }

    @Test
    void unknownIsNotKnown() {
        assertThat(TypeInfo.unknown().isKnown()).isFalse();
    }
}
