/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StreamExceptionTest {
    @Test
    void itCarriesItsCodeAndTheCauseAsItWas() {
        IOException cause = new IOException("disk");
        StreamException failure = new StreamException(ErrorCode.EXTERNAL_IO, "path=/a", cause);

        assertThat(StreamException.codeOf(failure)).isEqualTo(ErrorCode.EXTERNAL_IO);
        assertThat(failure).hasMessage("path=/a").hasCause(cause);
        assertThat(StreamException.codeOf(cause)).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void whatTheProgramMustMendIsNotTriedAgain() {
        assertThat(ErrorCode.USER_FUNCTION.retryable()).isTrue();
        assertThat(ErrorCode.USER_FUNCTION.category()).isEqualTo(ErrorCode.Category.USER);
        assertThat(ErrorCode.INVALID_PROGRAM.retryable()).isFalse();
        assertThat(ErrorCode.STATE_INCOMPATIBLE.retryable()).isFalse();
        assertThat(ErrorCode.NOT_SERIALIZABLE.retryable()).isFalse();
        assertThat(ErrorCode.HELD_BY_OTHER.category()).isEqualTo(ErrorCode.Category.RESOURCE);
        assertThat(ErrorCode.CHANNEL_BROKEN.retryable()).isTrue();
    }
}
