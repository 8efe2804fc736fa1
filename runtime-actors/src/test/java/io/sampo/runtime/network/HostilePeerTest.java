/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.Watermark;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.Frames;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.Soon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever is wrong or means harm is refused and counted, and everybody else goes on. */
class HostilePeerTest {
    private static final ChannelId CHANNEL = TwoNodes.channel(1, 0);
    private static final String TOKEN = "a-secret-of-the-test";

    private TwoNodes nodes = new TwoNodes("connect-timeout = 3s");

    @AfterEach
    void stop() {
        nodes.close();
    }

    private void restartWith(String settings) {
        nodes.close();
        nodes = new TwoNodes(settings);
    }

    private NettyTransport node() {
        return nodes.first;
    }

    private long refused(Refusal reason) {
        return node().metrics().refused().get(reason);
    }

    private void expect(RawPeer peer, Refusal reason) throws IOException {
        assertThat(peer.isClosedByNode()).isTrue();
        Soon.until(() -> refused(reason) == 1);
        everybodyElseGoesOn();
    }

    /** Each call with a channel of its own. */
    private void everybodyElseGoesOn() {
        ChannelId id = TwoNodes.channel(1, ++numbers);
        InputChannel receiver = nodes.receiver(nodes.second, id, 2);
        OutputChannel sender = nodes.sender(nodes.first, id);
        sender.send(Frames.withControl(new Watermark(1), "still here"));
        Soon.until(receiver::hasFrame);
        assertThat(receiver.poll().record(0)).isEqualTo("still here");
    }

    private int numbers = 100;

    private InputChannel receiver(int credits) {
        return node().openReceiver(RawPeer.NAME, CHANNEL, credits, nodes.end(() -> {}));
    }

    private OutputChannel sender() {
        return node().openSender(RawPeer.NAME, CHANNEL, nodes.end(() -> {}));
    }

    @Test
    void anotherProtocolIsRefused() throws IOException {
        try (RawPeer peer = new RawPeer(node().address())) {
            peer.send("GET / HTTP/1.1\r\nHost: sampo\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(peer, Refusal.BAD_LENGTH);
        }
    }

    @Test
    void aHelloWithoutTheMagicNumberIsRefused() throws IOException {
        try (RawPeer peer = new RawPeer(node().address())) {
            BinaryOutput hello = Packets.begin(Packets.HELLO);
            hello.writeLong(7);
            peer.send(hello);
            expect(peer, Refusal.NOT_THE_PROTOCOL);
        }
    }

    @Test
    void aLengthThatNothingHasIsRefused() throws IOException {
        try (RawPeer peer = RawPeer.letIn(node())) {
            peer.send(new byte[] {0x7F, -1, -1, -1, Packets.DATA});
            expect(peer, Refusal.BAD_LENGTH);
        }
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        try (RawPeer peer = new RawPeer(node().address())) {
            BinaryOutput hello = Packets.begin(Packets.HELLO);
            hello.writeLong(0x53414D504F444154L);
            hello.writeShort(999);
            peer.send(hello);
            expect(peer, Refusal.OTHER_VERSION);
        }
    }

    @Test
    void aCallForAnotherNodeIsRefused() throws IOException {
        try (RawPeer peer = new RawPeer(node().address())) {
            NodeAddress other = new NodeAddress("another.node", 7);
            peer.send(
                    new Handshake(RawPeer.NAME, other, Optional.empty(), new byte[32]).greeting());
            expect(peer, Refusal.WRONG_NODE);
        }
    }

    @Test
    void aCallFromTheSideThatMustWaitIsRefused() throws IOException {
        try (RawPeer peer = new RawPeer(node().address())) {
            NodeAddress larger = new NodeAddress("zzz", 7);
            peer.send(
                    new Handshake(larger, node().address(), Optional.empty(), new byte[32])
                            .greeting());
            expect(peer, Refusal.WRONG_NODE);
        }
    }

    @Test
    void aFrameBeforeTheHandshakeIsRefused() throws IOException {
        try (RawPeer peer = new RawPeer(node().address())) {
            peer.sendFrame(0, 1, 0, Packets.LAST, new byte[10]);
            expect(peer, Refusal.NOT_THE_PROTOCOL);
        }
    }

    @Test
    void aWrongTokenIsRefusedAndTheRightOneIsNot() throws IOException {
        restartWith("token = " + TOKEN);
        for (String wrong : new String[] {"another-secret-of-it", ""}) {
            Optional<String> token = wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
            try (RawPeer peer = new RawPeer(node().address())) {
                Handshake handshake =
                        new Handshake(RawPeer.NAME, node().address(), token, new byte[32]);
                peer.send(handshake.greeting());
                peer.read(Packets.HELLO);
                // It cannot check what the node shows, and shows a proof of its own.
                BinaryOutput proof = Packets.begin(Packets.PROOF);
                proof.writeVarInt(wrong.isEmpty() ? 0 : 32);
                proof.writeBytes(new byte[wrong.isEmpty() ? 0 : 32]);
                peer.send(proof);
                assertThat(peer.isClosedByNode()).isTrue();
            }
        }
        Soon.until(() -> refused(Refusal.WRONG_TOKEN) == 2);

        try (RawPeer peer = RawPeer.letIn(node(), Optional.of(TOKEN))) {
            Soon.until(() -> node().metrics().connections() == 1);
        }
        everybodyElseGoesOn();
    }

    @Test
    void aFrameOnAChannelThatWasNeverOpenedIsRefused() throws IOException {
        try (RawPeer peer = RawPeer.letIn(node())) {
            peer.sendFrame(0, 1, 0, Packets.LAST, new byte[10]);
            expect(peer, Refusal.UNKNOWN_CHANNEL);
        }
    }

    @Test
    void aFrameOfAnotherAttemptIsDropped() throws IOException {
        InputChannel receiver = receiver(4);
        try (RawPeer peer = RawPeer.letIn(node())) {
            int index = peer.read(Packets.OPEN).readInt();
            peer.sendFrame(index, 0, 0, Packets.LAST, new byte[] {0, 0});
            peer.sendFrame(index, 1, 0, Packets.LAST, new byte[] {0, 0});

            Soon.until(receiver::hasFrame);
            assertThat(refused(Refusal.STALE_ATTEMPT)).isOne();
            assertThat(receiver.poll().sequence()).isZero();
            assertThat(receiver.hasFrame()).isFalse();
        }
    }

    @Test
    void aFrameForAClosedChannelIsDropped() throws IOException {
        receiver(4);
        try (RawPeer peer = RawPeer.letIn(node())) {
            int index = peer.read(Packets.OPEN).readInt();
            // half of a frame, so that closing meets it
            byte[] frame = new byte[50];
            BinaryOutput packet = RawPeer.frame(index, 1, 0, Packets.LAST, frame);
            byte[] bytes = Packets.end(packet).array();
            byte[] start = Arrays.copyOf(bytes, 40);
            peer.send(start);
            node().closeAttempt(TwoNodes.JOB, 1);
            assertThat(peer.read(Packets.CLOSE).readInt()).isEqualTo(index);
            peer.send(Arrays.copyOfRange(bytes, 40, packet.length()));
            peer.sendFrame(index, 1, 1, Packets.LAST, frame);

            Soon.until(() -> refused(Refusal.STALE_ATTEMPT) >= 1);
            assertThat(node().metrics().connections()).isOne();
            assertThat(nodes.broken).isEmpty();
        }
    }

    @Test
    void aGapInTheNumbersBreaksTheConnection() throws IOException {
        receiver(4);
        try (RawPeer peer = RawPeer.letIn(node())) {
            int index = peer.read(Packets.OPEN).readInt();
            peer.sendFrame(index, 1, 0, Packets.LAST, new byte[] {0, 0});
            peer.sendFrame(index, 1, 2, Packets.LAST, new byte[] {0, 0});
            expect(peer, Refusal.SEQUENCE_GAP);
            assertThat(nodes.broken).hasSize(1);
            assertThat(nodes.broken.get(0)).hasMessageContaining("SEQUENCE_GAP");
        }
    }

    @Test
    void moreFramesThanCreditAreRefused() throws IOException {
        receiver(4);
        try (RawPeer peer = RawPeer.letIn(node())) {
            int index = peer.read(Packets.OPEN).readInt();
            for (int i = 0; i < 5; i++) {
                peer.sendFrame(index, 1, i, Packets.LAST, new byte[] {0, 0});
            }
            expect(peer, Refusal.CREDIT_OVERFLOW);
        }
    }

    @Test
    void moreBytesThanCreditAreRefused() throws IOException {
        receiver(100);
        try (RawPeer peer = RawPeer.letIn(node())) {
            BinaryInput open = peer.read(Packets.OPEN);
            int index = open.readInt();
            Packets.readChannel(open);
            open.readInt();
            long bytes = open.readLong();
            byte[] part = new byte[60_000];
            try {
                for (int i = 0; i * 60_000L <= bytes + 60_000; i++) {
                    peer.sendFrame(index, 1, i, Packets.LAST, part);
                }
            } catch (IOException closedMeanwhile) {
                assertThat(closedMeanwhile).isNotNull();
            }
            expect(peer, Refusal.CREDIT_OVERFLOW);
        }
    }

    @Test
    void aFloodOfControlElementsIsRefused() throws IOException {
        receiver(4);
        try (RawPeer peer = RawPeer.letIn(node())) {
            int index = peer.read(Packets.OPEN).readInt();
            try {
                for (int i = 0; i < 5000; i++) {
                    peer.sendFrame(index, 1, i, Packets.LAST | Packets.CONTROL, new byte[] {4, 0});
                }
            } catch (IOException closedMeanwhile) {
                assertThat(closedMeanwhile).isNotNull();
            }
            expect(peer, Refusal.CREDIT_OVERFLOW);
        }
    }

    @Test
    void aFrameWithoutEndIsRefused() throws IOException {
        restartWith("max-frame = 1 MiB");
        receiver(4);
        try (RawPeer peer = RawPeer.letIn(node())) {
            int index = peer.read(Packets.OPEN).readInt();
            try {
                for (int i = 0; i < 20; i++) {
                    peer.sendFrame(index, 1, i, 0, new byte[60_000]);
                }
            } catch (IOException closedMeanwhile) {
                assertThat(closedMeanwhile).isNotNull();
            }
            expect(peer, Refusal.BAD_LENGTH);
        }
    }

    @Test
    void moreCreditThanWasUsedIsRefused() throws IOException {
        OutputChannel sender = sender();
        try (RawPeer peer = RawPeer.letIn(node())) {
            peer.open(0, CHANNEL, 4, 100_000);
            Soon.until(sender::hasCredit);
            peer.send(Packets.credit(0, 1, 0));
            expect(peer, Refusal.CREDIT_OVERFLOW);
        }
    }

    @Test
    void creditForAnUnknownChannelIsRefused() throws IOException {
        try (RawPeer peer = RawPeer.letIn(node())) {
            peer.send(Packets.credit(3, 1, 0));
            expect(peer, Refusal.UNKNOWN_CHANNEL);
        }
    }

    @Test
    void aChannelThatIsOpenedTwiceIsRefused() throws IOException {
        try (RawPeer peer = RawPeer.letIn(node())) {
            peer.open(0, CHANNEL, 4, 100_000);
            peer.open(1, CHANNEL, 4, 100_000);
            expect(peer, Refusal.BAD_PACKET);
        }
    }

    @Test
    void endlessChannelsAreRefused() throws IOException {
        try (RawPeer peer = RawPeer.letIn(node())) {
            try {
                for (int i = 0; i <= 100_000; i++) {
                    peer.open(i, TwoNodes.channel(1, i), 4, 100_000);
                }
            } catch (IOException closedMeanwhile) {
                assertThat(closedMeanwhile).isNotNull();
            }
            expect(peer, Refusal.TOO_MANY_CHANNELS);
        }
    }

    @Test
    void anUnknownTypeIsRefused() throws IOException {
        try (RawPeer peer = RawPeer.letIn(node())) {
            peer.send(Packets.empty(99));
            expect(peer, Refusal.BAD_PACKET);
        }
    }

    @Test
    void fieldsThatEndTooEarlyAreRefused() throws IOException {
        try (RawPeer peer = RawPeer.letIn(node())) {
            peer.send(Packets.empty(Packets.OPEN));
            expect(peer, Refusal.BAD_PACKET);
        }
    }

    @Test
    void bytesThatAreNoFrameFailTheSubtaskOnly() throws IOException {
        InputChannel receiver = receiver(4);
        try (RawPeer peer = RawPeer.letIn(node())) {
            int index = peer.read(Packets.OPEN).readInt();
            peer.sendFrame(index, 1, 0, Packets.LAST, new byte[] {0, 5, 1});
            Soon.until(receiver::hasFrame);

            assertThatThrownBy(receiver::poll)
                    .hasMessageContaining("are not a frame")
                    .hasMessageContaining("channel=map/0 -> sink/1");
            assertThat(node().metrics().connections()).isOne();
        }
    }

    @Test
    void theSameNodeThatCallsAgainReplacesItsOldConnection() throws IOException {
        receiver(4);
        try (RawPeer old = RawPeer.letIn(node())) {
            old.read(Packets.OPEN);
            try (RawPeer young = RawPeer.letIn(node())) {
                assertThat(old.isClosedByNode()).isTrue();
                Soon.until(() -> nodes.broken.size() == 1);
                assertThat(node().metrics().connections()).isOne();
                young.open(0, TwoNodes.channel(2, 0), 4, 100_000);
                OutputChannel sender =
                        node().openSender(
                                        RawPeer.NAME, TwoNodes.channel(2, 0), nodes.end(() -> {}));
                Soon.until(sender::hasCredit);
            }
        }
        Soon.until(() -> node().metrics().connections() == 0);
    }

    @Test
    void oneThatSaysNothingIsLeftAlone() throws IOException {
        restartWith("connect-timeout = 200ms");
        try (RawPeer peer = new RawPeer(node().address())) {
            assertThat(peer.isClosedByNode()).isTrue();
            assertThat(refused(Refusal.NO_GREETING)).isOne();
        }
    }

    @Test
    void aFloodOfHalfOpenConnectionsIsHeldOff() throws IOException {
        List<RawPeer> flood = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                flood.add(new RawPeer(node().address()));
            }
            Soon.until(() -> refused(Refusal.TOO_MANY_CONNECTIONS) == 100 - 64);
        } finally {
            for (RawPeer peer : flood) {
                peer.close();
            }
        }
        Soon.until(() -> refused(Refusal.NO_GREETING) == 64);
        everybodyElseGoesOn();
    }

    @Test
    void anIdleConnectionHasHeartbeats() throws IOException {
        restartWith("heartbeat-interval = 20ms, heartbeat-timeout = 10s");
        try (RawPeer peer = RawPeer.letIn(node())) {
            for (int i = 0; i < 5; i++) {
                peer.read(Packets.HEARTBEAT);
            }
            assertThat(node().metrics().connections()).isOne();
        }
    }

    @Test
    void aPeerThatIsSilentIsDead() throws IOException {
        restartWith("heartbeat-interval = 20ms, heartbeat-timeout = 200ms");
        receiver(4);
        try (RawPeer peer = RawPeer.letIn(node())) {
            assertThat(peer.isClosedByNode()).isTrue();
            assertThat(nodes.broken).hasSize(1);
            assertThat(nodes.broken.get(0)).hasMessageContaining("nothing came for");
        }
    }
}
