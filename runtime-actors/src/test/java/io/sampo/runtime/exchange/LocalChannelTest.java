/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import org.junit.jupiter.api.Test;

class LocalChannelTest extends ChannelContract {
    private final LocalChannel channel = new LocalChannel("map/0 -> sink/1", 2, () -> {}, () -> {});

    @Override
    protected Ends open(int credits, Doorbell sender, Doorbell receiver) {
        LocalChannel both = new LocalChannel("contract", credits, sender, receiver);
        return new Ends(both, both);
    }

    @Override
    protected int framesUnderStress() {
        return 60_000;
    }

    @Test
    void aFrameThatIsMissingBreaksTheChannel() {
        channel.send(Frames.of("a"));
        Frame misnumbered = Frames.of("c");
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
    void aFrameThatWasTakenDoesNotLeadToYoungerOnes() {
        channel.send(Frames.of("a"));
        channel.send(Frames.of("b"));
        Frame first = channel.poll();
        channel.poll();

        assertThat(first.next).isNull();
    }
}
