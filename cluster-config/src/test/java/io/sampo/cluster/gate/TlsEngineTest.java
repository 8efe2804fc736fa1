/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsEngineTest {
    /** That of Pekko's stage. */
    private static final int ROOM = 16665 + 2048;

    private static SSLEngine called() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    private static ByteBuffer recordOf(int length) {
        ByteBuffer room = ByteBuffer.allocate(ROOM);
        room.put(new byte[] {22, 3, 3, (byte) (length >> 8), (byte) length});
        return room.position(0);
    }

    private static ByteBuffer target() {
        return ByteBuffer.allocate(2 * ROOM);
    }

    /** What this engine is for; if it ever fails, there is no need of it any more. */
    @Test
    void javaAsksForMoreThanThereIsRoomFor() throws Exception {
        assertThat(called().unwrap(recordOf(30_000), target()).getStatus())
                .isEqualTo(Status.BUFFER_UNDERFLOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {ROOM - 4, 20_000, 33_000, 65_535})
    void aRecordThatDoesNotFitIsRefused(int length) throws Exception {
        TlsEngine engine = new TlsEngine(called());

        assertThatThrownBy(() -> engine.unwrap(recordOf(length), target()))
                .isInstanceOf(SSLException.class);
        engine.closeInbound();
        assertThat(engine.isInboundDone()).isTrue();
    }

    @Test
    void whatIsNotThereYetIsWaitedFor() throws Exception {
        TlsEngine engine = new TlsEngine(called());
        ByteBuffer part = recordOf(16_000);
        part.limit(15_000);

        assertThat(engine.unwrap(part, target()).getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
        assertThat(engine.isInboundDone()).isFalse();
    }
}
