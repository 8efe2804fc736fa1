/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.cluster.launch.NodeExit;
import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with certificates, and who is refused. */
class TlsIT {
    private static final String HOST = "127.0.0.1";

    private static final String ANYWHERE =
            """
            sampo.node {
              bind-host = "0.0.0.0", host = "127.0.0.1"
              failure.join-timeout = 5s
            }
            """;

    @TempDir static Path directory;

    private static Certificates ours;
    private static int seed;
    private static NodeProcess first;

    @BeforeAll
    static void start() throws Exception {
        ours = Certificates.create(directory.resolve("ours"));
        seed = ChildJvm.freePorts(1).get(0);
        first = node("first", seed, ours.settingsOf("first", HOST));
        first.awaitMembers(1);
    }

    @AfterAll
    static void end() throws InterruptedException {
        first.close();
    }

    private static NodeProcess node(String name, int control, String security) throws IOException {
        return NodeProcess.start(directory, name, control, seed, ANYWHERE + security);
    }

    @Test
    void nodesOfOneAuthorityJoin() throws Exception {
        try (NodeProcess second = node("second", 0, ours.settingsOf("second", HOST))) {
            second.awaitMembers(2);
            first.awaitMembers(2);

            second.signal("TERM");
            assertThat(second.awaitExit()).isEqualTo(NodeProcess.TERMINATED);
            first.awaitMembers(1);
        }
    }

    @Test
    void aNodeOfAnotherAuthorityDoesNotJoin() throws Exception {
        Certificates others = Certificates.create(directory.resolve("others"));
        first.mark();
        try (NodeProcess stranger = node("stranger", 0, others.settingsOf("stranger", HOST))) {
            assertThat(stranger.awaitExit()).isEqualTo(NodeExit.NOT_JOINED.code());
            assertThat(stranger.log()).as("why is said").contains("SSLHandshakeException");
        }
        assertThat(first.recent()).doesNotContain("member joined");
        first.awaitMembers(1);
    }

    /** By a node of its own, since one says so at most each ten seconds. */
    @Test
    void aNodeWithoutTlsDoesNotJoinAndTheOtherSaysWhy() throws Exception {
        int port = ChildJvm.freePorts(1).get(0);
        String open = ANYWHERE + "sampo.node.security.insecure = true";
        try (NodeProcess guarded =
                NodeProcess.start(
                        directory,
                        "guarded",
                        port,
                        port,
                        ANYWHERE + ours.settingsOf("guarded", HOST))) {
            guarded.awaitMembers(1);
            guarded.mark();
            try (NodeProcess plain = NodeProcess.start(directory, "plain", 0, port, open)) {
                assertThat(plain.awaitExit()).isEqualTo(NodeExit.NOT_JOINED.code());
            }
            guarded.awaitLine("Refused at the control port.*one without TLS");
            guarded.awaitMembers(1);
        }
    }

    /** It takes whatever the node shows, so that only the node can refuse. */
    @Test
    void whoShowsNoCertificateIsRefused() throws Exception {
        SSLContext anonymous = SSLContext.getInstance("TLSv1.3");
        anonymous.init(null, new TrustManager[] {new Gullible()}, null);
        try (Socket socket = anonymous.getSocketFactory().createSocket("127.0.0.1", seed)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("anything".getBytes(StandardCharsets.US_ASCII));

            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("certificate");
        }
        first.awaitMembers(1);
    }

    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
