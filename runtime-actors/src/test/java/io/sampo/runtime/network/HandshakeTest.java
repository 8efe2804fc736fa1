/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.exchange.NodeAddress;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final NodeAddress A = new NodeAddress("a", 1);
    private static final NodeAddress B = new NodeAddress("b", 1);
    private static final Optional<String> TOKEN = Optional.of("the token of both of them");

    private static byte[] nonce(int fill) {
        byte[] nonce = new byte[Handshake.NONCE];
        Arrays.fill(nonce, (byte) fill);
        return nonce;
    }

    private static BinaryOutput give(Handshake to, BinaryOutput packet) {
        BinaryInput input = new BinaryInput(packet.toByteArray());
        input.readInt();
        return to.on(input.readByte(), input);
    }

    private static void expect(Refusal reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void bothKnowEachOtherAfterFourPackets() {
        Handshake calling = new Handshake(A, B, TOKEN, nonce(1));
        Handshake called = new Handshake(B, null, TOKEN, nonce(2));

        BinaryOutput answer = give(called, calling.greeting());
        assertThat(called.isDone()).isFalse();
        BinaryOutput proof = give(calling, answer);
        BinaryOutput welcome = give(called, proof);
        assertThat(called.isDone()).isTrue();
        assertThat(called.peer()).isEqualTo(A);
        assertThat(calling.isDone()).isFalse();
        assertThat(give(calling, welcome)).isNull();

        assertThat(calling.isDone()).isTrue();
        assertThat(calling.peer()).isEqualTo(B);
    }

    @Test
    void theOneThatIsCalledProvesItselfFirst() {
        Handshake calling = new Handshake(A, B, TOKEN, nonce(1));
        Handshake called = new Handshake(B, null, Optional.of("some other token"), nonce(2));
        BinaryOutput answer = give(called, calling.greeting());

        expect(Refusal.WRONG_TOKEN, () -> give(calling, answer));
    }

    @Test
    void aTokenOnOneSideIsRefused() {
        Handshake calling = new Handshake(A, B, TOKEN, nonce(1));
        Handshake called = new Handshake(B, null, Optional.empty(), nonce(2));
        BinaryOutput answer = give(called, calling.greeting());

        expect(Refusal.WRONG_TOKEN, () -> give(calling, answer));
    }

    @Test
    void aProofDoesNotServeTwice() {
        Handshake calling = new Handshake(A, B, TOKEN, nonce(1));
        Handshake called = new Handshake(B, null, TOKEN, nonce(2));
        BinaryOutput proof = give(calling, give(called, calling.greeting()));

        Handshake again = new Handshake(B, null, TOKEN, nonce(3));
        give(again, calling.greeting());
        expect(Refusal.WRONG_TOKEN, () -> give(again, proof));
    }

    @Test
    void aProofOfOneSideDoesNotServeTheOther() {
        Handshake called = new Handshake(B, null, TOKEN, nonce(1));
        Handshake stranger = new Handshake(A, B, Optional.empty(), nonce(1));
        BinaryInput hello = new BinaryInput(give(called, stranger.greeting()).toByteArray());
        byte[] bytes = hello.readBytes(hello.remaining());
        BinaryOutput echoed = Packets.begin(Packets.PROOF);
        echoed.writeVarInt(32);
        echoed.writeBytes(bytes, bytes.length - 32, 32);

        expect(Refusal.WRONG_TOKEN, () -> give(called, echoed));
    }

    @Test
    void packetsOutOfTurnAreRefused() {
        expect(
                Refusal.NOT_THE_PROTOCOL,
                () -> give(new Handshake(B, null, TOKEN, nonce(2)), Packets.begin(Packets.PROOF)));
        Handshake calling = new Handshake(A, B, Optional.empty(), nonce(1));
        Handshake called = new Handshake(B, null, Optional.empty(), nonce(2));
        give(called, calling.greeting());
        expect(Refusal.BAD_PACKET, () -> give(called, calling.greeting()));
    }

    @Test
    void theReasonOfARefusalArrives() {
        BinaryOutput refused = Packets.begin(Packets.REFUSED);
        refused.writeString("OTHER_VERSION");

        expect(Refusal.OTHER_VERSION, () -> give(new Handshake(A, B, TOKEN, nonce(1)), refused));
    }
}
