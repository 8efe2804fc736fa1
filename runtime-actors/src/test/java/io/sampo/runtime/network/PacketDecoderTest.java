/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
    private final List<String> seen = new ArrayList<>();
    private final PacketDecoder decoder = new PacketDecoder(new Noted());

    /** Writes down what comes. */
    private final class Noted implements PacketSink {
        private final BinaryOutput payload = new BinaryOutput();

        @Override
        public void packet(int type, BinaryInput body) {
            seen.add(type + " " + Arrays.hashCode(body.readBytes(body.remaining())));
        }

        @Override
        public void data(BinaryInput head, int count) {
            payload.clear();
            seen.add("index " + head.readInt() + " of " + count);
        }

        @Override
        public void payload(ByteBuf in, int count) {
            byte[] part = new byte[count];
            in.readBytes(part);
            payload.writeBytes(part);
        }

        @Override
        public void dataEnd() {
            seen.add("end " + Arrays.hashCode(payload.toByteArray()));
        }
    }

    private static BinaryOutput stream(Random random, List<String> expected) {
        BinaryOutput all = new BinaryOutput();
        for (int i = 0; i < 200; i++) {
            boolean data = random.nextBoolean();
            byte[] content = new byte[random.nextInt(data ? Packets.MAX_PAYLOAD : 1000) + 1];
            random.nextBytes(content);
            BinaryOutput packet;
            if (data) {
                packet = RawPeer.frame(i, 1, i, 0, content);
                expected.add("index " + i + " of " + content.length);
                expected.add("end " + Arrays.hashCode(content));
            } else {
                packet = Packets.begin(Packets.HEARTBEAT);
                packet.writeBytes(content);
                expected.add(Packets.HEARTBEAT + " " + Arrays.hashCode(content));
            }
            byte[] bytes = new byte[packet.length()];
            Packets.end(packet).readBytes(bytes);
            all.writeBytes(bytes);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void packetsComeOutHoweverTheBytesAreCut(long seed) {
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        BinaryOutput all = stream(random, expected);
        int longest = 1 + random.nextInt(seed % 2 == 0 ? 10 : 200_000);

        for (int from = 0; from < all.length(); ) {
            int count = Math.min(all.length() - from, 1 + random.nextInt(longest));
            decoder.read(Unpooled.wrappedBuffer(all.array(), from, count));
            from += count;
        }

        assertThat(seen).as("seed=%d", seed).isEqualTo(expected);
    }

    @Test
    void aLengthIsRefusedAsSoonAsItIsThere() {
        refuses(0, Packets.HEARTBEAT);
        refuses(-1, Packets.HEARTBEAT);
        refuses(Packets.MAX_SMALL + 1, Packets.HEARTBEAT);
        refuses(Packets.DATA_FIELDS, Packets.DATA);
        refuses(Packets.DATA_FIELDS + Packets.MAX_PAYLOAD + 1, Packets.DATA);
        refuses(Integer.MAX_VALUE, Packets.DATA);
    }

    private static void refuses(int length, int type) {
        PacketDecoder fresh = new PacketDecoderTest().decoder;
        ByteBuf start = Unpooled.buffer().writeInt(length).writeByte(type);
        assertThatThrownBy(() -> fresh.read(start))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Refusal.BAD_LENGTH))
                .hasMessageContaining("length=" + length);
    }
}
