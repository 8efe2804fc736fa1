/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.ClusterMember;
import io.sampo.cluster.formation.ClusterMember.State;
import io.sampo.cluster.formation.MemberChange;
import io.sampo.cluster.formation.MemberChange.Kind;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets: what ends here is a server, which looks to the other side like a process. */
class LifelineTest {
    private static final String HERE = "127.0.0.1";
    private static final long UID = 4711;
    private static final long LIMIT_SECONDS = 20;

    private final BlockingQueue<HostPort> dead = new LinkedBlockingQueue<>();
    private LifelineServer peer;
    private Lifeline watcher;
    private ClusterMember member;

    @BeforeEach
    void start() {
        peer = LifelineServer.bind(HERE, 0);
        peer.greet(UID);
        watcher = Lifeline.bind(HERE, 0);
        watcher.start(1, dead::add);
        member = member(State.UP, peer.port());
    }

    @AfterEach
    void end() {
        watcher.changed(new MemberChange(Kind.REMOVED, member), List.of());
        watcher.close();
        peer.close();
    }

    private static ClusterMember member(State state, int port) {
        // the control port is nobody's here
        return new ClusterMember(
                new HostPort(HERE, 9), UID, state, true, false, List.of(), OptionalInt.of(port));
    }

    private void changed(Kind kind, ClusterMember now) {
        watcher.changed(new MemberChange(kind, now), List.of(now));
    }

    private void awaitMet(LifelineServer server) {
        await().until(() -> server.connections() == 1);
    }

    @Test
    void aProcessThatEndsIsDead() throws InterruptedException {
        changed(Kind.UP, member);
        awaitMet(peer);

        peer.close();

        assertThat(dead.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(member.address());
        assertThat(Lifeline.isDead(member)).isTrue();
        assertThat(Crashes.contains(member.address())).isTrue();

        changed(Kind.REMOVED, member(State.DOWN, 1));
        assertThat(Lifeline.isDead(member)).isFalse();
    }

    @Test
    void aProcessThatLeavesIsNotDead() throws InterruptedException {
        changed(Kind.UP, member);
        awaitMet(peer);
        changed(Kind.LEAVING, member(State.LEAVING, peer.port()));
        await().until(() -> peer.connections() == 0);

        peer.close();

        assertThat(dead.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(Lifeline.isDead(member)).isFalse();
    }

    @Test
    void aPortThatWasAlwaysClosedSaysNothing() throws InterruptedException {
        peer.close();
        changed(Kind.UP, member);

        assertThat(dead.poll(800, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aRefusalIsToldFromATimeout() throws IOException {
        Refusal refusal = Refusal.learn().orElseThrow();
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        assertThatThrownBy(
                        () -> {
                            try (Socket socket = new Socket()) {
                                socket.connect(new InetSocketAddress(HERE, closed), 1000);
                            }
                        })
                .isInstanceOfSatisfying(
                        IOException.class, refused -> assertThat(refusal.is(refused)).isTrue());
        assertThat(refusal.is(new SocketTimeoutException("Connect timed out"))).isFalse();
        assertThat(refusal.is(new java.net.ConnectException("Network is unreachable"))).isFalse();
    }

    @Test
    void whoTalksToTheServerIsLetGo() throws IOException {
        try (Socket stranger = new Socket(HERE, peer.port())) {
            stranger.setSoTimeout(10_000);
            assertThat(Greeting.read(stranger.getInputStream())).hasValue(UID);
            stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());

            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        } catch (java.net.SocketException reset) {
            // as good as the end: there was more to read than was read
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> LifelineServer.bind(HERE, peer.port()))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("ports.lifeline=" + peer.port());
    }
}
