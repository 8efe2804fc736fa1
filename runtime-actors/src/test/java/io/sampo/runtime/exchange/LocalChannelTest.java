/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.EndOfInput;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalChannelTest {
    private final AtomicInteger senderRung = new AtomicInteger();
    private final AtomicInteger receiverRung = new AtomicInteger();
    private final LocalChannel channel =
            new LocalChannel(
                    "map/0 -> sink/1",
                    2,
                    senderRung::incrementAndGet,
                    receiverRung::incrementAndGet);

    @Test
    void framesArriveInTheirOrderWithNumbersFromZero() {
        for (int i = 0; i < 100; i++) {
            channel.send(frameOf(i));
        }

        List<Object> received = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            assertThat(channel.hasFrame()).isTrue();
            Frame frame = channel.poll();
            assertThat(frame.sequence()).isEqualTo(i);
            received.add(frame.record(0));
        }

        assertThat(received).startsWith(0, 1, 2).endsWith(98, 99).hasSize(100);
        assertThat(channel.hasFrame()).isFalse();
        assertThat(channel.poll()).isNull();
    }

    @Test
    void aFrameThatIsMissingBreaksTheChannel() {
        channel.send(frameOf("a"));
        Frame misnumbered = frameOf("c");
        channel.send(misnumbered);
        misnumbered.sequence = 2;
        channel.poll();

        assertThatThrownBy(channel::poll)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CHANNEL_BROKEN))
                .hasMessageContaining("channel=map/0 -> sink/1")
                .hasMessageContaining("expected=1")
                .hasMessageContaining("received=2");
    }

    @Test
    void everyFrameTakesACreditAndPollingGivesItBack() {
        assertThat(channel.hasCredit()).isTrue();
        channel.send(frameOf("a"));
        assertThat(channel.hasCredit()).isTrue();
        channel.send(control());
        assertThat(channel.hasCredit()).isFalse();

        channel.poll();

        assertThat(channel.hasCredit()).isTrue();
    }

    @Test
    void controlElementsMayGoWithoutCreditAndThenItTakesLongerUntilThereIsSome() {
        for (int i = 0; i < 5; i++) {
            channel.send(control());
        }
        for (int i = 0; i < 3; i++) {
            channel.poll();
            assertThat(channel.hasCredit()).as("after %d polls", i + 1).isFalse();
        }

        channel.poll();

        assertThat(channel.hasCredit()).isTrue();
    }

    @Test
    void theReceiverIsRungForEachFrame() {
        channel.send(frameOf("a"));
        channel.send(frameOf("b"));

        assertThat(receiverRung).hasValue(2);
        assertThat(senderRung).hasValue(0);
    }

    @Test
    void theSenderIsRungOnceIfItAsked() {
        channel.send(frameOf("a"));
        channel.send(frameOf("b"));
        assertThat(channel.callWhenCredit()).isTrue();

        channel.poll();
        assertThat(senderRung).hasValue(1);
        channel.poll();
        assertThat(senderRung).hasValue(1);
    }

    @Test
    void theSenderIsNotRungIfThereIsCreditAlready() {
        channel.send(frameOf("a"));
        assertThat(channel.callWhenCredit()).isFalse();

        channel.poll();

        assertThat(senderRung).hasValue(0);
    }

    @Test
    void aFrameThatWasTakenDoesNotLeadToYoungerOnes() {
        channel.send(frameOf("a"));
        channel.send(frameOf("b"));
        Frame first = channel.poll();
        channel.poll();

        assertThat(first.next).isNull();
    }

    private static Frame frameOf(Object record) {
        Frame frame = new Frame(1, false);
        frame.records[0] = record;
        frame.size = 1;
        return frame;
    }

    private static Frame control() {
        Frame frame = new Frame(0, false);
        frame.control = EndOfInput.INSTANCE;
        return frame;
    }
}
