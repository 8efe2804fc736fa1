/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.time.ManualClock;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsEngineTest {
    /** That of Pekko's stage. */
    private static final int ROOM = 16665 + 2048;

    private static final String CALLED = "node-1:7610";
    private static final String PASSWORD = "a-password";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @TempDir private Path directory;

    /** One for all sides, which has one line. */
    private final GateRefusals refusals = new GateRefusals("Refused", new ManualClock(0));

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

    private TlsEngine engine(SSLEngine java) {
        return new TlsEngine(java, CALLED, refusals);
    }

    /** One side of a connection, with what it has been told and not yet read. */
    private final class Side {
        final TlsEngine engine;
        final ByteBuffer told = ByteBuffer.allocate(8 * ROOM);

        Side(boolean calls, SSLContext context) throws SSLException {
            SSLEngine java = context.createSSLEngine();
            java.setUseClientMode(calls);
            java.setNeedClientAuth(!calls);
            engine = engine(java);
            engine.beginHandshake();
        }

        boolean shakesHands() {
            return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
        }

        /** Does what is its turn, as far as it can. */
        void goOn(Side other) throws SSLException {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask();
                            task != null;
                            task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> engine.wrap(NOTHING, other.told);
                default -> hear();
            }
        }

        void hear() throws SSLException {
            told.flip();
            try {
                engine.unwrap(told, target());
            } finally {
                told.compact();
            }
        }
    }

    private static void shakeHands(Side caller, Side called) throws SSLException {
        for (int turns = 0; caller.shakesHands() || called.shakesHands(); turns++) {
            assertThat(turns).isLessThan(100);
            caller.goOn(called);
            called.goOn(caller);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAMPOCTL: of a node without TLS", "GET / HTTP/1.1\r\n"})
    void whoDoesNotSpeakTlsIsToldOfOnce(String said) throws Exception {
        TlsEngine engine = engine(called());
        ByteBuffer heard = ByteBuffer.wrap(said.getBytes(US_ASCII));

        assertThatThrownBy(() -> engine.unwrap(heard, target())).isInstanceOf(SSLException.class);
        assertThat(refusals.count()).isEqualTo(1);

        engine.wrap(NOTHING, target());
        engine.closeInbound();
        assertThat(refusals.count()).isEqualTo(1);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsToldOfOnBothSides() throws Exception {
        Side caller = new Side(true, identity("ours"));
        Side called = new Side(false, identity("other"));

        assertThatThrownBy(() -> shakeHands(caller, called)).isInstanceOf(SSLException.class);
        assertThat(refusals.count()).as("by the caller, who sees one first").isEqualTo(1);

        assertThatThrownBy(() -> shakeHands(caller, called))
                .hasMessageContaining("certificate_unknown");
        assertThat(refusals.count()).as("by the one that is called").isEqualTo(2);
        caller.engine.closeInbound();
        assertThat(refusals.count()).isEqualTo(2);
    }

    /** A caller has a connection, as far as it knows, before its certificate is looked at. */
    @Test
    void whoShowsNoCertificateIsToldOf() throws Exception {
        SSLContext ours = identity("ours");
        Side caller = new Side(true, context(null, trust(store("ours"))));
        Side called = new Side(false, ours);

        assertThatThrownBy(() -> shakeHands(caller, called)).isInstanceOf(SSLException.class);

        assertThat(refusals.count()).isEqualTo(1);
    }

    @Test
    void whatComesAfterTheHandshakeIsNoRefusal() throws Exception {
        SSLContext ours = identity("ours");
        Side caller = new Side(true, ours);
        Side called = new Side(false, ours);
        shakeHands(caller, called);

        for (Side side : List.of(caller, called)) {
            side.told.put("this is no record of TLS".getBytes(US_ASCII));
            assertThatThrownBy(
                            () -> {
                                while (side.told.position() > 0) {
                                    side.hear();
                                }
                            })
                    .isInstanceOf(SSLException.class);
        }

        assertThat(refusals.count()).isZero();
    }

    /** As a node without TLS does; who called a node and said nothing may be anybody. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void aCallerTellsThatTheOtherSideHungUp(boolean calls, int told) throws Exception {
        Side side = new Side(calls, SSLContext.getDefault());
        if (calls) {
            side.goOn(new Side(false, SSLContext.getDefault()));
        }

        try {
            side.engine.closeInbound();
        } catch (SSLException cutOff) {
            assertThat(cutOff).hasMessageContaining("close_notify");
        }

        assertThat(refusals.count()).isEqualTo(told);
    }

    /** Makes a certificate that trusts itself alone. */
    private SSLContext identity(String name) throws Exception {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(name), PASSWORD.toCharArray());
        return context(keys.getKeyManagers(), trust(store(name)));
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trust)
            throws Exception {
        SSLContext context = SSLContext.getInstance(TlsContext.PROTOCOL);
        context.init(keys, trust, null);
        return context;
    }

    private static TrustManager[] trust(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store.getCertificate("node"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }

    private KeyStore store(String name) throws Exception {
        Path file = directory.resolve(name + ".p12");
        if (!Files.exists(file)) {
            String made = "-genkeypair -alias node -keyalg EC -storetype PKCS12 -dname CN=" + name;
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(List.of(made.split(" ")));
            command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
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
        TlsEngine engine = engine(called());

        assertThatThrownBy(() -> engine.unwrap(recordOf(length), target()))
                .isInstanceOf(SSLException.class);
        engine.closeInbound();
        assertThat(engine.isInboundDone()).isTrue();
        assertThat(refusals.count()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereYetIsWaitedFor() throws Exception {
        TlsEngine engine = engine(called());
        ByteBuffer part = recordOf(16_000);
        part.limit(15_000);

        assertThat(engine.unwrap(part, target()).getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
        assertThat(engine.isInboundDone()).isFalse();
    }
}
