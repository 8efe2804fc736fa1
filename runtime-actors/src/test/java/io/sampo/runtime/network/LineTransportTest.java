/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.ManualClock;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.Frames;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.testkit.ManualWakeTimer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two nodes in one thread, with a line that this test holds. */
class LineTransportTest {
    private static final NodeAddress CALLER = new NodeAddress("a", 1);
    private static final NodeAddress CALLED = new NodeAddress("b", 1);
    private static final int CREDITS = 4;

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final ManualClock clock = new ManualClock(0);
    private final ManualWakeTimer timer = new ManualWakeTimer(clock);
    private final List<StreamException> broken = new ArrayList<>();
    private final LineTransport caller = transport(CALLER, this::lay);
    private final LineTransport called = transport(CALLED, address -> {});
    private LineTransport.@Nullable End atCaller;
    private LineTransport.@Nullable End atCalled;
    private boolean losesData;
    private boolean losesAll;

    private LineTransport transport(NodeAddress address, Consumer<NodeAddress> onCall) {
        return new LineTransport(address, TwoNodes.settings(""), clock, tasks::add, timer, onCall);
    }

    private void lay(NodeAddress address) {
        assertThat(address).isEqualTo(CALLED);
        tasks.add(
                () -> {
                    atCaller = caller.connect(CALLED, line(false));
                    atCalled = called.connect(CALLER, line(true));
                });
    }

    private LineTransport.Line line(boolean back) {
        return new LineTransport.Line() {
            @Override
            public void send(byte[] packet, boolean data) {
                if (!losesAll && !(data && losesData)) {
                    tasks.add(() -> (back ? atCaller : atCalled).received(packet));
                }
            }

            @Override
            public void cut() {
                tasks.add(LineTransportTest.this::cut);
            }
        };
    }

    private void cut() {
        atCaller.cut("cut");
        atCalled.cut("cut");
    }

    private void runAll() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }

    private ChannelEnd end() {
        return new ChannelEnd("map/0 -> sink/1", TwoNodes.serializer(), () -> {}, broken::add);
    }

    private OutputChannel sender() {
        return caller.openSender(CALLED, TwoNodes.channel(1, 0), end());
    }

    private InputChannel receiver() {
        return called.openReceiver(CALLER, TwoNodes.channel(1, 0), CREDITS, end());
    }

    private static String records(@Nullable Frame frame) {
        return frame == null ? "nothing" : Frames.describe(frame);
    }

    @Test
    void framesGoOverALineAndCreditComesBack() {
        OutputChannel sender = sender();
        InputChannel receiver = receiver();
        runAll();
        for (int i = 0; i < 3 * CREDITS; i++) {
            assertThat(sender.hasCredit()).as("credit for frame %d", i).isTrue();
            sender.send(Frames.of("record " + i));
            runAll();
            assertThat(records(receiver.poll())).contains("record " + i);
            runAll();
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void whatIsMissingInTheMiddleBreaksBothEnds() {
        OutputChannel sender = sender();
        InputChannel receiver = receiver();
        runAll();
        losesData = true;
        sender.send(Frames.of("lost"));
        runAll();
        losesData = false;
        sender.send(Frames.of("behind it"));
        runAll();

        assertThat(receiver.poll()).isNull();
        assertThat(called.metrics().refused().get(Refusal.SEQUENCE_GAP)).isOne();
        assertThat(broken)
                .hasSize(2)
                .allSatisfy(why -> assertThat(why.code()).isEqualTo(ErrorCode.CHANNEL_BROKEN));
    }

    @Test
    void aLineThatIsCutBreaksWhatIsOpenAndTheNextChannelHasALineOfItsOwn() {
        sender();
        receiver();
        runAll();
        cut();
        runAll();
        assertThat(broken).hasSize(2);

        OutputChannel next = caller.openSender(CALLED, TwoNodes.channel(2, 0), end());
        called.openReceiver(CALLER, TwoNodes.channel(2, 0), CREDITS, end());
        runAll();

        assertThat(next.hasCredit()).isTrue();
        assertThat(caller.metrics().connections()).isOne();
    }

    @Test
    void anAttemptThatIsClosedHoldsNoMemory() {
        sender();
        receiver();
        runAll();
        assertThat(caller.metrics().memoryReserved()).isPositive();

        caller.closeAttempt(TwoNodes.JOB, 1);
        called.closeAttempt(TwoNodes.JOB, 1);
        runAll();

        assertThat(caller.metrics().memoryReserved()).isZero();
        assertThat(called.metrics().memoryReserved()).isZero();
    }

    @Test
    void aSilentPeerIsGivenUp() {
        sender();
        receiver();
        runAll();
        for (int i = 0; i < 30; i++) {
            timer.advance(Duration.ofSeconds(2));
            runAll();
        }
        assertThat(broken).as("while there are heartbeats").isEmpty();

        losesAll = true;
        for (int i = 0; i < 16; i++) {
            timer.advance(Duration.ofSeconds(2));
            runAll();
        }

        assertThat(broken).hasSize(2);
        assertThat(broken.get(0).getMessage()).contains("nothing came for PT30S");
    }

    @Test
    void whoCannotBeReachedBreaksTheEndsThatWait() {
        LineTransport alone = transport(CALLER, address -> {});
        alone.openSender(CALLED, TwoNodes.channel(1, 0), end());
        runAll();
        alone.unreachable(CALLED, "nobody is there");
        runAll();

        assertThat(broken).hasSize(1);
        assertThat(broken.get(0).getMessage()).contains("nobody is there");
    }
}
