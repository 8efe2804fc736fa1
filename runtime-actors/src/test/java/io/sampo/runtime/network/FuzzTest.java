/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampo.core.element.Watermark;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.Frames;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.Soon;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Peers that send packets which are nearly right: changed, cut, doubled, out of turn. Meanwhile two
 * honest nodes exchange frames; in the end there is neither memory nor a thread or socket more than
 * in the beginning.
 */
class FuzzTest {
    private static final long HEAP_SLACK = 64L << 20;
    private static final int THREAD_SLACK = 4;

    @Test
    void nothingThatAPeerSendsDoesHarm() throws Exception {
        fuzz(20261121, Duration.ofSeconds(4));
    }

    @Tag("long")
    @Test
    void nothingThatAPeerSendsDoesHarmInTenMinutes() throws Exception {
        fuzz(System.nanoTime(), Duration.ofMinutes(10));
    }

    private static void fuzz(long seed, Duration duration) throws Exception {
        try (TwoNodes nodes = new TwoNodes("memory = 8 MiB, max-frame = 1 MiB")) {
            Random random = new Random(seed);
            InputChannel receiver = nodes.receiver(nodes.second, TwoNodes.channel(1, 0), 4);
            OutputChannel sender = nodes.sender(nodes.first, TwoNodes.channel(1, 0));
            Soon.until(sender::hasCredit);
            long end = System.nanoTime() + duration.toNanos();
            long heap = 0;
            int threads = 0;
            int rounds = 0;
            while (System.nanoTime() - end < 0) {
                String place = "seed=" + seed + " round=" + rounds;
                // else the last attack's connection might get the ends of the next
                Soon.until(place, () -> nodes.first.metrics().connections() == 1);
                attack(nodes.first, random, rounds + 2);
                sender.send(Frames.withControl(new Watermark(rounds), rounds));
                Soon.until(place, receiver::hasFrame);
                assertThat(receiver.poll().record(0)).as(place).isEqualTo(rounds);
                nodes.first.closeAttempt("fuzz", rounds + 2);
                if (++rounds == 200) {
                    heap = usedHeap();
                    threads = ManagementFactory.getThreadMXBean().getThreadCount();
                }
            }
            int done = rounds;
            assertThat(rounds).as("seed=%d", seed).isGreaterThan(200);
            assertThat(usedHeap()).as("heap, seed=%d", seed).isLessThan(heap + HEAP_SLACK);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
                    .as("threads, seed=%d", seed)
                    .isLessThanOrEqualTo(threads + THREAD_SLACK);
            await("seed=" + seed + " rounds=" + done)
                    .untilAsserted(
                            () -> assertThat(nodes.first.metrics().connections()).isEqualTo(1));
            assertThat(nodes.broken).as("seed=%d", seed).isEmpty();
        }
    }

    private static void attack(NettyTransport node, Random random, int attempt) {
        ChannelId id = new ChannelId("fuzz", attempt, 0);
        boolean greets = random.nextInt(4) > 0;
        ChannelEnd end = new ChannelEnd("fuzz", TwoNodes.serializer(), () -> {}, broken -> {});
        InputChannel target = node.openReceiver(RawPeer.NAME, id, 1 + random.nextInt(4), end);
        OutputChannel source =
                node.openSender(RawPeer.NAME, new ChannelId("fuzz", attempt, 1), end);
        try (RawPeer peer = new RawPeer(node.address())) {
            if (greets) {
                peer.shakeHands(
                        new Handshake(
                                RawPeer.NAME, node.address(), Optional.empty(), new byte[32]));
            }
            int index = greets ? peer.read(Packets.OPEN).readInt() : 0;
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                peer.send(spoilt(packet(random, index, attempt, i), random));
                if (random.nextInt(8) == 0) {
                    source.send(Frames.withControl(new Watermark(i), "to the fuzzer"));
                }
            }
        } catch (IOException | RefusedException closedMeanwhile) {
            assertThat(closedMeanwhile).isNotNull();
        }
        drain(target);
    }

    private static void drain(InputChannel target) {
        try {
            Frame frame = target.poll();
            while (frame != null) {
                frame = target.poll();
            }
        } catch (StreamException expected) {
            assertThat(expected).isNotNull();
        }
    }

    private static BinaryOutput packet(Random random, int index, int attempt, int sequence) {
        byte[] payload = new byte[random.nextInt(300)];
        random.nextBytes(payload);
        switch (random.nextInt(8)) {
            case 0:
                BinaryOutput open = Packets.begin(Packets.OPEN);
                open.writeInt(random.nextInt(3));
                open.writeString("fuzz");
                open.writeInt(attempt);
                open.writeInt(random.nextInt(3));
                open.writeInt(random.nextInt(5));
                open.writeLong(random.nextInt(100_000));
                return open;
            case 1:
                BinaryOutput credit = Packets.begin(Packets.CREDIT);
                credit.writeInt(random.nextInt(2));
                credit.writeInt(random.nextInt(3));
                credit.writeLong(random.nextInt(100));
                return credit;
            case 2:
                BinaryOutput any = Packets.begin(random.nextInt(20));
                any.writeBytes(payload);
                return any;
            default:
                return RawPeer.frame(index, attempt, sequence, random.nextInt(4), payload);
        }
    }

    private static byte[] spoilt(BinaryOutput packet, Random random) {
        byte[] bytes = new byte[packet.length()];
        Packets.end(packet).readBytes(bytes);
        switch (random.nextInt(6)) {
            case 0:
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                break;
            case 1:
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            default:
                break;
        }
        return bytes;
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
