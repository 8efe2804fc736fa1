/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.FrameLimit;
import io.sampo.runtime.exchange.Frames;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.Soon;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyTransportTest {
    private TwoNodes nodes = new TwoNodes("connect-timeout = 2s");

    @AfterEach
    void stop() {
        nodes.close();
    }

    private void restartWith(String settings) {
        nodes.close();
        nodes = new TwoNodes(settings);
    }

    private static Frame take(InputChannel channel) {
        Soon.until(channel::hasFrame);
        return channel.poll();
    }

    @Test
    void whatIsSentBeforeTheReceiverIsThereWaits() {
        OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(1, 0));
        assertThat(sender.hasCredit()).isFalse();
        sender.send(Frames.withControl(new Watermark(5)));
        sender.send(Frames.withControl(EndOfInput.INSTANCE));

        InputChannel receiver = nodes.receiver(nodes.second, TwoNodes.channel(1, 0), 8);

        assertThat(take(receiver).control()).isEqualTo(new Watermark(5));
        assertThat(take(receiver).control()).isEqualTo(EndOfInput.INSTANCE);
    }

    @Test
    void manyChannelsInBothDirectionsShareOneConnection() {
        for (int number = 0; number < 50; number++) {
            NettyTransport from = number % 2 == 0 ? nodes.first : nodes.second;
            InputChannel receiver =
                    nodes.receiver(nodes.other(from), TwoNodes.channel(1, number), 2);
            OutputChannel sender = nodes.sender(from, TwoNodes.channel(1, number));
            sender.send(Frames.withControl(new Watermark(number), "of channel " + number));
            assertThat(take(receiver).record(0)).isEqualTo("of channel " + number);
        }

        assertThat(nodes.first.metrics().connections()).isOne();
        assertThat(nodes.second.metrics().connections()).isOne();
    }

    @Test
    void aLargeRecordIsSplitAndPutTogetherAgain() {
        InputChannel receiver = nodes.receiver(nodes.second, TwoNodes.channel(1, 0), 2);
        OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(1, 0));
        byte[] large = new byte[10_000_000];
        new Random(31).nextBytes(large);

        sender.send(Frames.withControl(new Watermark(1), large, "after"));

        Frame frame = take(receiver);
        assertThat(frame.record(0)).isEqualTo(large);
        assertThat(frame.record(1)).isEqualTo("after");
    }

    @Test
    void aFrameThatIsTooLargeIsRefusedWhereItIsMade() {
        restartWith("max-frame = 100000");
        OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(1, 0));

        assertThatThrownBy(
                        () -> sender.send(Frames.withControl(new Watermark(1), new byte[200_000])))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
                .hasMessageContaining("channel=map/0 -> sink/1")
                .hasMessageContaining("most=100000")
                .hasMessageContaining("sampo.network.max-frame");
    }

    @Test
    void bytesAreCreditToo() {
        InputChannel receiver = nodes.receiver(nodes.second, TwoNodes.channel(1, 0), 1000);
        OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(1, 0));
        Soon.until(sender::hasCredit);

        int sent = 0;
        while (sender.hasCredit()) {
            sender.send(Frames.of(new byte[50_000]));
            sent++;
        }

        assertThat(sent).isEqualTo(16 * 48 * 1024 / 50_000 + 1);
        for (int i = 0; i < sent; i++) {
            take(receiver);
        }
        Soon.until(sender::hasCredit);
    }

    @Test
    void theMemoryForChannelsIsBounded() {
        restartWith("memory = 100 KiB");
        nodes.sender(nodes.first, TwoNodes.channel(1, 0));
        nodes.sender(nodes.first, TwoNodes.channel(1, 1));
        nodes.sender(nodes.first, TwoNodes.channel(1, 2));
        assertThat(nodes.first.metrics().memoryReserved()).isEqualTo(3 * 32 * 1024);

        assertThatThrownBy(() -> nodes.sender(nodes.first, TwoNodes.channel(1, 3)))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
                .hasMessageContaining("sampo.network.memory");

        nodes.first.closeAttempt(TwoNodes.JOB, 1);
        Soon.until(() -> nodes.first.metrics().memoryReserved() == 0);
        nodes.sender(nodes.first, TwoNodes.channel(2, 3));
    }

    @Test
    void framesAreSmallerWhereMemoryIsShort() {
        assertThat(nodes.sender(nodes.first, TwoNodes.channel(1, 0)).frameLimit())
                .isEqualTo(FrameLimit.BETWEEN_NODES);

        restartWith("memory = 7 MiB");

        assertThat(nodes.sender(nodes.first, TwoNodes.channel(1, 0)).frameLimit())
                .isEqualTo(FrameLimit.WITHIN_NODE);
    }

    @Test
    void aLostConnectionBreaksAllItsChannelsOnce() {
        NettyTransport dying = nodes.second;
        for (int number = 0; number < 10; number++) {
            NettyTransport from = number % 2 == 0 ? dying : nodes.first;
            nodes.receiver(nodes.other(from), TwoNodes.channel(1, number), 2);
            OutputChannel sender = nodes.sender(from, TwoNodes.channel(1, number));
            Soon.until(sender::hasCredit);
        }
        assertThat(nodes.broken).isEmpty();

        dying.close();

        Soon.until(() -> nodes.broken.size() == 20);
        assertThat(nodes.broken)
                .allSatisfy(e -> assertThat(e.code()).isEqualTo(ErrorCode.CHANNEL_BROKEN))
                .anySatisfy(e -> assertThat(e).hasMessageContaining(dying.address().toString()));
    }

    @Test
    void theNextAttemptCallsAgain() throws IOException {
        nodes.receiver(nodes.second, TwoNodes.channel(1, 0), 2);
        OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(1, 0));
        Soon.until(sender::hasCredit);
        NodeAddress address = nodes.second.address();
        nodes.second.close();
        Soon.until(() -> nodes.broken.size() == 2);
        nodes.first.closeAttempt(TwoNodes.JOB, 1);

        try (NettyTransport again = TwoNodes.transport("bind-port = " + address.port())) {
            InputChannel receiver =
                    again.openReceiver(
                            nodes.first.address(), TwoNodes.channel(2, 0), 2, nodes.end(() -> {}));
            OutputChannel next = nodes.sender(nodes.first, TwoNodes.channel(2, 0));
            Soon.until(next::hasCredit);
            next.send(Frames.of("of the second attempt"));

            assertThat(take(receiver).record(0)).isEqualTo("of the second attempt");
        }
        assertThat(sender.hasCredit()).as("of the broken channel").isTrue();
        sender.send(Frames.of("goes nowhere"));
    }

    @Test
    void aNodeThatCannotBeReachedBreaksTheChannel() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        NodeAddress nobody = new NodeAddress("localhost", free);
        nodes.first.openSender(nobody, TwoNodes.channel(1, 0), nodes.end(() -> {}));

        Soon.until(() -> nodes.broken.size() == 1);
        assertThat(nodes.broken.get(0))
                .hasMessageContaining("node=localhost:" + free)
                .hasMessageContaining("refused");
    }

    @Test
    void aNodeThatDoesNotCallBreaksTheChannel() {
        NodeAddress before = new NodeAddress("0.before.all.others", 1);
        nodes.first.openSender(before, TwoNodes.channel(1, 0), nodes.end(() -> {}));

        Soon.until(() -> nodes.broken.size() == 1);
        assertThat(nodes.broken.get(0)).hasMessageContaining("did not connect within PT2S");
    }

    @Test
    void whatIsSentToAClosedAttemptDisturbsNobody() {
        InputChannel receiver = nodes.receiver(nodes.second, TwoNodes.channel(1, 0), 2);
        OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(1, 0));
        Soon.until(sender::hasCredit);
        InputChannel other = nodes.receiver(nodes.second, TwoNodes.channel(2, 0), 2);
        OutputChannel next = nodes.sender(nodes.first, TwoNodes.channel(2, 0));
        Soon.until(next::hasCredit);

        nodes.second.closeAttempt(TwoNodes.JOB, 1);
        for (int i = 0; i < 1000 && stale(nodes.second) == 0; i++) {
            sender.send(Frames.withControl(new Watermark(i), new byte[1000]));
            next.send(Frames.withControl(new Watermark(i), i));
            assertThat(take(other).record(0)).isEqualTo(i);
        }

        assertThat(receiver.hasFrame()).isFalse();
        assertThat(nodes.broken).isEmpty();
    }

    private static long stale(NettyTransport node) {
        return node.metrics().refused().get(Refusal.STALE_ATTEMPT);
    }

    @Test
    void anEndOfAClosedAttemptIsOfNoUse() {
        nodes.first.closeAttempt(TwoNodes.JOB, 3);

        nodes.sender(nodes.first, TwoNodes.channel(3, 0));

        Soon.until(() -> nodes.broken.size() == 1);
        assertThat(nodes.broken.get(0)).hasMessageContaining("has been closed");
        assertThat(nodes.first.metrics().memoryReserved()).isZero();
    }

    @Test
    void aReceiverOpenedForAClosedAttemptIsCounted() {
        nodes.receiver(nodes.second, TwoNodes.channel(4, 0), 2);
        OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(4, 0));
        Soon.until(sender::hasCredit);
        nodes.first.closeAttempt(TwoNodes.JOB, 3);
        await().untilAsserted(
                        () -> {
                            nodes.receiver(nodes.second, TwoNodes.channel(3, number()), 2);
                            assertThat(stale(nodes.first)).isPositive();
                        });
    }

    private int numbers;

    private int number() {
        return ++numbers;
    }

    @Test
    void thePortMustBeFree() {
        int taken = nodes.first.address().port();

        assertThatThrownBy(
                        () ->
                                NettyTransport.start(
                                        TwoNodes.settings("bind-port = " + taken), Clock.system()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining("bind-port=" + taken);
    }

    @Test
    void aNodeHasNoConnectionToItself() {
        assertThatThrownBy(
                        () ->
                                nodes.first.openSender(
                                        nodes.first.address(),
                                        TwoNodes.channel(1, 0),
                                        nodes.end(() -> {})))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
