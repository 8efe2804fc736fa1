/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEngineTest {
    private static final String TOKEN = "a token that all nodes know";

    private static final String CALLED = "node-1:7610";
    private static final int HELLO = 42;

    /** All that a side says before it has been convinced. */
    private static final int WORDS = HELLO + 32;

    private final Random random = new Random(20261122);

    /** One for all sides, which has one line. */
    private final GateRefusals refusals = new GateRefusals("Refused", new ManualClock(0));

    /** One side of a connection, with what it has said and what it has been told. */
    private final class Side {
        final long refusedBefore = refusals.count();
        final ByteArrayOutputStream received = new ByteArrayOutputStream();
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final TokenEngine engine;
        int finished;

        Side(boolean calls, String token) {
            this(calls, token, CALLED);
        }

        Side(boolean calls, String token, String called) {
            byte[] nonce = new byte[TokenHandshake.NONCE];
            random.nextBytes(nonce);
            engine =
                    new TokenEngine(
                            new TokenHandshake(calls, called, token, nonce), session(), refusals);
        }

        /** Hears bytes as they may come: in pieces of any size. */
        void hear(byte[] bytes) throws SSLException {
            ByteBuffer source = ByteBuffer.wrap(bytes);
            while (source.hasRemaining()) {
                ByteBuffer piece =
                        source.slice(source.position(), 1 + random.nextInt(source.remaining()));
                ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(100));
                SSLEngineResult result = engine.unwrap(piece, target);
                note(result);
                assertThat(result.bytesConsumed()).isEqualTo(piece.position());
                assertThat(result.bytesProduced()).isEqualTo(target.position());
                received.write(target.array(), 0, target.position());
                if (piece.position() == 0) {
                    return;
                }
                source.position(source.position() + piece.position());
            }
        }

        /** Says what belongs to the handshake. */
        byte[] words() throws SSLException {
            ByteArrayOutputStream words = new ByteArrayOutputStream();
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                words.writeBytes(say(ByteBuffer.wrap(new byte[0])));
            }
            return words.toByteArray();
        }

        byte[] say(ByteBuffer data) throws SSLException {
            ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(200));
            SSLEngineResult result = engine.wrap(data, target);
            note(result);
            assertThat(result.bytesProduced()).isEqualTo(target.position());
            byte[] bytes = Arrays.copyOf(target.array(), target.position());
            said.writeBytes(bytes);
            return bytes;
        }

        long refused() {
            return refusals.count() - refusedBefore;
        }

        private void note(SSLEngineResult result) {
            if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
                finished++;
            }
        }
    }

    private static SSLSession session() {
        try {
            return SSLContext.getDefault().createSSLEngine().getSession();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void shakeHands(Side caller, Side called) throws SSLException {
        called.hear(caller.words());
        caller.hear(called.words());
        called.hear(caller.words());
        caller.hear(called.words());
    }

    @Test
    void whoKnowsTheTokenIsHeard() throws Exception {
        for (int i = 0; i < 200; i++) {
            Side caller = new Side(true, TOKEN);
            Side called = new Side(false, TOKEN);

            shakeHands(caller, called);

            assertThat(List.of(caller.finished, called.finished)).as("told once").containsOnly(1);
            pass(caller, called);
            pass(called, caller);
            assertThat(caller.refused()).isZero();
        }
    }

    private void pass(Side from, Side to) throws SSLException {
        byte[] data = new byte[random.nextInt(2_000)];
        random.nextBytes(data);
        ByteBuffer source = ByteBuffer.wrap(data);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        while (source.hasRemaining()) {
            wire.writeBytes(from.say(source));
        }
        to.hear(wire.toByteArray());
        assertThat(to.received.toByteArray()).isEqualTo(data);
    }

    @Test
    void nothingPassesBeforeThat() throws Exception {
        Side caller = new Side(true, TOKEN);

        byte[] said = caller.say(ByteBuffer.wrap("secret".getBytes(UTF_8)));

        assertThat(new String(said, ISO_8859_1)).doesNotContain("secret").startsWith("SAMPOCTL");
    }

    @Test
    void theOneThatIsCalledFindsOutThatTheTokenIsAnother() throws Exception {
        Side caller = new Side(true, "another token than that one");
        Side called = new Side(false, TOKEN);
        called.hear(caller.words());
        caller.hear(called.words());

        assertThatThrownBy(() -> called.hear(caller.words()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("sampo.network.token");

        assertThat(called.refused()).isEqualTo(1);
        assertThat(called.engine.wrap(ByteBuffer.allocate(9), ByteBuffer.allocate(99)).getStatus())
                .isEqualTo(Status.CLOSED);
        assertThat(called.said.size()).as("no proof for a stranger").isEqualTo(HELLO);
        caller.engine.closeInbound();
        assertThat(caller.refused()).as("and that the other hung up").isEqualTo(2);
    }

    @Test
    void aProofServesOnce() throws Exception {
        Side caller = new Side(true, TOKEN);
        shakeHands(caller, new Side(false, TOKEN));
        Side again = new Side(false, TOKEN);

        assertThatThrownBy(() -> again.hear(caller.said.toByteArray()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("token");
        assertThat(again.received.size()).isZero();
    }

    /** A stranger who is called, at the address of a node that is down, calls another meanwhile. */
    @Test
    void aProofServesAtTheNodeThatIsCalledOnly() throws Exception {
        Side caller = new Side(true, TOKEN, "node-2:7610");
        Side called = new Side(false, TOKEN, "node-3:7610");
        called.hear(caller.words());
        caller.hear(called.words());

        assertThatThrownBy(() -> called.hear(caller.words())).isInstanceOf(SSLException.class);
    }

    /** Else a node that calls could be told its own words. */
    @Test
    void whatOneSideProvesIsNoProofForTheOther() throws Exception {
        Side caller = new Side(true, TOKEN);
        byte[] hello = caller.words();
        caller.hear(hello);
        byte[] proof = caller.words();

        assertThatThrownBy(() -> caller.hear(proof)).isInstanceOf(SSLException.class);
        assertThat(caller.finished).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A", "GET / HTTP/1.1\r\n", "SAMPODAT", "SAMPOCTL\0\u0002", "\u0016\u0003"})
    void anotherProtocolIsRefusedBeforeItHasSaidAll(String said) {
        Side called = new Side(false, TOKEN);

        assertThatThrownBy(() -> called.hear(said.getBytes(ISO_8859_1)))
                .isInstanceOf(SSLException.class);
        assertThat(called.refused()).isEqualTo(1);
    }

    @Test
    void nothingThatAStrangerSaysPasses() throws Exception {
        for (int round = 0; round < 5_000; round++) {
            Side caller = new Side(true, TOKEN);
            Side called = new Side(false, TOKEN);
            byte[] hello = caller.words();
            byte[] more = new byte[random.nextInt(300)];
            random.nextBytes(more);
            int spoilt = random.nextInt(hello.length);
            if (random.nextBoolean()) {
                hello[spoilt]++;
            }
            try {
                called.hear(hello);
                called.words();
                called.hear(more);
                assertThat(more.length).as("said so much: round=%d", round).isLessThan(32);
            } catch (SSLException refused) {
                assertThat(called.refused()).isEqualTo(1);
            }
            assertThat(called.received.size()).as("round=%d", round).isZero();
            assertThat(called.said.size()).isLessThanOrEqualTo(WORDS);
        }
    }

    @Test
    void aSpoiltNonceSpoilsTheProof() throws Exception {
        for (int i = 10; i < HELLO; i++) {
            Side caller = new Side(true, TOKEN);
            Side called = new Side(false, TOKEN);
            byte[] hello = caller.words();
            hello[i]++;
            called.hear(hello);
            caller.hear(called.words());

            assertThatThrownBy(() -> called.hear(caller.words()))
                    .as("byte %d", i)
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aClosedConnectionIsClosedForBothDirections() throws Exception {
        Side caller = new Side(true, TOKEN);
        Side called = new Side(false, TOKEN);
        shakeHands(caller, called);

        called.engine.closeInbound();

        assertThat(called.engine.isOutboundDone()).isTrue();
        assertThat(called.refused()).as("nothing to tell").isZero();
        SSLEngineResult result =
                called.engine.unwrap(ByteBuffer.allocate(9), ByteBuffer.allocate(9));
        assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
    }

    @Test
    void soIsOneThatThisSideCloses() throws Exception {
        Side caller = new Side(true, TOKEN);
        Side called = new Side(false, TOKEN);
        shakeHands(caller, called);

        caller.engine.closeOutbound();

        assertThat(caller.engine.isInboundDone()).isTrue();
        assertThat(caller.engine.isOutboundDone()).isTrue();
    }

    /** The proof and what follows it may come at once. */
    @Test
    void whatFollowsTheHandshakeIsLeftUnread() throws Exception {
        Side caller = new Side(true, TOKEN);
        Side called = new Side(false, TOKEN);
        called.hear(caller.words());
        caller.hear(called.words());
        called.hear(caller.words());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(called.words());
        all.writeBytes("data".getBytes(UTF_8));
        ByteBuffer source = ByteBuffer.wrap(all.toByteArray());

        SSLEngineResult last = caller.engine.unwrap(source, ByteBuffer.allocate(99));

        assertThat(last.getHandshakeStatus()).isEqualTo(HandshakeStatus.FINISHED);
        assertThat(source.remaining()).isEqualTo(4);
        caller.hear(Arrays.copyOfRange(source.array(), source.position(), source.limit()));
        assertThat(caller.received.toString(UTF_8)).isEqualTo("data");
    }

    @Test
    void aFullTargetIsSaid() throws Exception {
        Side caller = new Side(true, TOKEN);
        Side called = new Side(false, TOKEN);
        shakeHands(caller, called);

        SSLEngineResult result =
                called.engine.unwrap(ByteBuffer.allocate(9), ByteBuffer.allocate(0));

        assertThat(result.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
    }
}
