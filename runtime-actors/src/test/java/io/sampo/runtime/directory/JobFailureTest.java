/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFailureTest {
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void codeAndMessageComeBack(ErrorCode code) {
        String text = JobFailure.textOf(new StreamException(code, "It failed: at=3. Mend it."));

        StreamException told = JobFailure.ofText(text, ErrorCode.EXTERNAL_IO);

        assertThat(told.code()).isEqualTo(code);
        assertThat(told).hasMessage("It failed: at=3. Mend it.");
    }

    @Test
    void whatHasNoCodeIsABugOfTheEngine() {
        assertThat(JobFailure.textOf(new IllegalStateException("odd"))).isEqualTo("INTERNAL: odd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A function failed: cause=x", "no such page", ": empty", ""})
    void aTextWithoutACodeIsTheMessage(String text) {
        StreamException told = JobFailure.ofText(text, ErrorCode.EXTERNAL_IO);

        assertThat(told.code()).isEqualTo(ErrorCode.EXTERNAL_IO);
        assertThat(told).hasMessage(text);
    }
}
