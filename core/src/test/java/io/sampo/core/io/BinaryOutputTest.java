/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BinaryOutputTest {
    @Test
    void whatIsWrittenIsReadInTheSameOrder() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            BinaryOutput output = new BinaryOutput();
            List<Consumer<BinaryInput>> expectations = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                expectations.add(writeSomething(random, output, seed));
            }
            BinaryInput input = new BinaryInput(output.array(), 0, output.length());
            for (Consumer<BinaryInput> expectation : expectations) {
                expectation.accept(input);
            }
            assertThat(input.remaining()).as("seed=%d", seed).isZero();
        }
    }

    private static Consumer<BinaryInput> writeSomething(
            Random random, BinaryOutput output, int seed) {
        long number = random.nextLong() >> random.nextInt(64);
        switch (random.nextInt(8)) {
            case 0:
                output.writeLong(number);
                return input -> assertThat(input.readLong()).as("seed=%d", seed).isEqualTo(number);
            case 1:
                output.writeInt((int) number);
                return input ->
                        assertThat(input.readInt()).as("seed=%d", seed).isEqualTo((int) number);
            case 2:
                output.writeVarLong(number);
                return input ->
                        assertThat(input.readVarLong()).as("seed=%d", seed).isEqualTo(number);
            case 3:
                output.writeVarInt((int) number);
                return input ->
                        assertThat(input.readVarInt()).as("seed=%d", seed).isEqualTo((int) number);
            case 4:
                output.writeShort((int) number);
                return input ->
                        assertThat(input.readUnsignedShort())
                                .as("seed=%d", seed)
                                .isEqualTo((int) number & 0xFFFF);
            case 5:
                output.writeBoolean(number > 0);
                return input ->
                        assertThat(input.readBoolean()).as("seed=%d", seed).isEqualTo(number > 0);
            case 6:
                String text = "\u00e9\u4e2d".repeat(random.nextInt(40)) + number;
                output.writeString(text);
                return input -> assertThat(input.readString()).as("seed=%d", seed).isEqualTo(text);
            default:
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                output.writeBytes(bytes);
                return input ->
                        assertThat(input.readBytes(bytes.length))
                                .as("seed=%d", seed)
                                .isEqualTo(bytes);
        }
    }

    @Test
    void numbersAreBigEndian() {
        BinaryOutput output = new BinaryOutput();
        output.writeLong(0x0102030405060708L);
        output.writeInt(0x090A0B0C);
        output.writeShort(0x0D0E);
        output.writeByte(0x10F);

        assertThat(output.toByteArray())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    @Test
    void smallVariableNumbersAreShort() {
        assertThat(varIntLength(0)).isEqualTo(1);
        assertThat(varIntLength(127)).isEqualTo(1);
        assertThat(varIntLength(128)).isEqualTo(2);
        assertThat(varIntLength(Integer.MAX_VALUE)).isEqualTo(5);
        assertThat(varIntLength(-1)).isEqualTo(5);
    }

    private static int varIntLength(int value) {
        BinaryOutput output = new BinaryOutput();
        output.writeVarInt(value);
        return output.length();
    }

    @Test
    void itCanBeReusedAndCutOff() {
        BinaryOutput output = new BinaryOutput(4);
        output.writeString("first");
        output.clear();
        output.writeByte(1);
        output.writeByte(2);
        output.truncate(1);
        output.writeByte(3);

        assertThat(output.toByteArray()).containsExactly(1, 3);
        assertThatThrownBy(() -> output.truncate(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot truncate: newLength=3 length=2");
    }

    @Test
    void bytesCanBePutInPlace() {
        BinaryOutput output = new BinaryOutput(1);
        output.writeByte(7);
        output.ensure(100);
        Arrays.fill(output.array(), 1, 101, (byte) 5);
        output.advance(100);

        assertThat(output.length()).isEqualTo(101);
        assertThat(output.toByteArray()[100]).isEqualTo((byte) 5);
        assertThatThrownBy(() -> output.advance(1 << 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void goesOnWithTheArrayOfSomebodyElse() {
        BinaryOutput output = new BinaryOutput();
        output.writeInt(0);
        byte[] larger = Arrays.copyOf(output.array(), 1000);
        larger[4] = 5;
        output.goOnWith(larger, 5);
        output.setInt(0, 7);
        output.writeByte(6);

        assertThat(output.toByteArray()).containsExactly(0, 0, 0, 7, 5, 6);
        assertThatThrownBy(() -> output.goOnWith(larger, 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> output.setInt(3, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anInputStaysInItsPart() {
        BinaryInput input = new BinaryInput(new byte[] {9, 1, 2, 9}, 1, 2);

        assertThat(input.remaining()).isEqualTo(2);
        assertThat(input.readByte()).isEqualTo((byte) 1);
        assertThat(input.position()).isEqualTo(2);
        input.skip(1);
        assertThatThrownBy(input::readByte)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                .hasMessageContaining("needed=1 remaining=0");
        input.position(1);
        assertThat(input.readByte()).isEqualTo((byte) 1);
        assertThatThrownBy(() -> input.position(4)).isInstanceOf(StreamException.class);
        assertThatThrownBy(() -> new BinaryInput(new byte[2], 1, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void badLengthsAreErrorsOfOurs() {
        for (byte[] bytes :
                List.of(
                        new byte[] {5, 1},
                        new byte[] {-1, -1, -1, -1, -1, -1},
                        new byte[] {-1, -1, -1, -1, 15},
                        new byte[] {-1})) {
            assertThatThrownBy(() -> new BinaryInput(bytes).readString())
                    .isInstanceOf(StreamException.class);
            assertThatThrownBy(() -> new BinaryInput(bytes).readLength())
                    .isInstanceOf(StreamException.class);
        }
        byte[] endless = new byte[12];
        Arrays.fill(endless, (byte) -1);
        assertThatThrownBy(() -> new BinaryInput(endless).readVarLong())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("more than 10 bytes");
        assertThatThrownBy(() -> new BinaryInput(new byte[1]).skip(-1))
                .isInstanceOf(StreamException.class);
    }

    @Test
    void anInputCanStartOver() {
        BinaryInput input = new BinaryInput(new byte[0]);
        input.reset(new byte[] {1, 2, 3}, 1, 1);

        assertThat(input.readByte()).isEqualTo((byte) 2);
        assertThat(input.remaining()).isZero();
    }
}
