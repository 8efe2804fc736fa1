/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.Watermark;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.Frames;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.Soon;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextsTest {
    @TempDir private static Path directory;

    private static TestCertificate ours;
    private static TestCertificate theirs;
    private static TestCertificate elsewhere;

    @BeforeAll
    static void make() throws Exception {
        ours = new TestCertificate(directory, "ours", "ip:127.0.0.1,dns:localhost");
        theirs = new TestCertificate(directory, "theirs", "ip:127.0.0.1");
        elsewhere = new TestCertificate(directory, "elsewhere", "dns:another.host");
    }

    private static void assertFramesPass(TwoNodes nodes) {
        InputChannel receiver = nodes.receiver(nodes.second, TwoNodes.channel(1, 0), 8);
        OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(1, 0));
        for (int i = 0; i < 50; i++) {
            Soon.until(sender::hasCredit);
            sender.send(Frames.withControl(new Watermark(i), new byte[40_000], i));
            Soon.until(receiver::hasFrame);
            Frame frame = receiver.poll();
            assertThat(frame.record(1)).isEqualTo(i);
        }
        assertThat(nodes.broken).isEmpty();
    }

    private static long failed(NettyTransport node) {
        return node.metrics().refused().get(Refusal.TLS_FAILED);
    }

    @Test
    void framesPassWithOneFileAndWithThree() {
        try (TwoNodes nodes = new TwoNodes(ours.asStore())) {
            assertFramesPass(nodes);
        }
        try (TwoNodes nodes = new TwoNodes(ours.asPem() + ", token = 0123456789abcdef")) {
            assertFramesPass(nodes);
        }
    }

    @Test
    void plainConnectionsAreRefused() throws IOException {
        try (TwoNodes nodes = new TwoNodes(ours.asStore())) {
            try (RawPeer peer = new RawPeer(nodes.first.address())) {
                peer.send(
                        new Handshake(
                                        RawPeer.NAME,
                                        nodes.first.address(),
                                        Optional.empty(),
                                        new byte[32])
                                .greeting());
                Soon.until(() -> failed(nodes.first) == 1);
            }
            assertFramesPass(nodes);
        }
    }

    @Test
    void onesWithoutCertificateAreRefused() throws Exception {
        SSLContext nobody = SSLContext.getInstance("TLS");
        nobody.init(null, new TrustManager[] {new TrustsAll()}, null);
        try (TwoNodes nodes = new TwoNodes(ours.asStore());
                SSLSocket socket =
                        (SSLSocket)
                                nobody.getSocketFactory()
                                        .createSocket("127.0.0.1", nodes.first.address().port())) {
            socket.startHandshake();
            Soon.until(() -> failed(nodes.first) == 1);
            assertFramesPass(nodes);
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsRefused() {
        try (NettyTransport one = TwoNodes.transport(ours.asStore());
                NettyTransport other = TwoNodes.transport(theirs.asStore());
                TwoNodes ends = new TwoNodes("")) {
            boolean ordered = one.address().compareTo(other.address()) < 0;
            NettyTransport calling = ordered ? one : other;
            NettyTransport called = ordered ? other : one;
            calling.openSender(called.address(), TwoNodes.channel(1, 0), ends.end(() -> {}));

            Soon.until(() -> ends.broken.size() == 1);
            Soon.until(() -> failed(called) + failed(calling) >= 1);
            assertThat(ends.broken.get(0))
                    .hasMessageContaining("cannot be reached")
                    .hasMessageContaining("TLS_FAILED");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessThatIsSwitchedOff() {
        try (TwoNodes nodes = new TwoNodes(elsewhere.asStore())) {
            nodes.sender(nodes.first, TwoNodes.channel(1, 0));
            Soon.until(() -> nodes.broken.size() == 1);
            assertThat(failed(nodes.first)).isOne();
        }
        try (TwoNodes nodes = new TwoNodes(elsewhere.asStore() + ", tls.verify-host-name = off")) {
            assertFramesPass(nodes);
        }
    }

    @Test
    void filesThatAreNotThereAreNamed() {
        assertThatThrownBy(
                        () ->
                                TwoNodes.transport(
                                        "tls { enabled = on, key-store = /nowhere/node.p12 }"))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("/nowhere/node.p12")
                .hasMessageContaining("sampo.network.tls");
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
