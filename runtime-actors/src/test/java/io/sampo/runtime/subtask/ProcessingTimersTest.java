/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.time.ManualClock;
import io.sampo.operators.chain.OperatorContext.Cancellable;
import io.sampo.runtime.testkit.ManualWakeTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessingTimersTest {
    private final ManualClock clock = new ManualClock(1000);
    private final ManualWakeTimer wakeTimer = new ManualWakeTimer(clock);
    private final List<Long> calls = new ArrayList<>();
    private int wakeUps;
    private final ProcessingTimers timers = new ProcessingTimers(clock, wakeTimer, () -> wakeUps++);

    private void advance(long millis) throws Exception {
        wakeTimer.advance(Duration.ofMillis(millis));
        if (timers.hasRung()) {
            timers.fireDue();
        }
    }

    @Test
    void rule39_callsComeInTheOrderOfTheirTimesOnceTheClockShowsThem() throws Exception {
        timers.schedule(1030, calls::add);
        timers.schedule(1010, calls::add);
        timers.schedule(1020, calls::add);
        advance(9);
        assertThat(calls).isEmpty();
        assertThat(wakeUps).isZero();

        advance(1);
        assertThat(calls).containsExactly(1010L);
        advance(100);

        assertThat(calls).containsExactly(1010L, 1020L, 1030L);
        assertThat(timers.hasRung()).isFalse();
        assertThat(wakeTimer.size()).as("wake-ups left").isZero();
    }

    @Test
    void thereIsOnePhysicalTimerForTheEarliest() {
        for (int i = 0; i < 100; i++) {
            timers.schedule(2000 - i, calls::add);
        }

        assertThat(wakeTimer.size()).isOne();
    }

    @Test
    void whatIsPastDueComesAtOnce() throws Exception {
        timers.schedule(5, calls::add);
        timers.schedule(Long.MIN_VALUE, calls::add);
        advance(0);

        assertThat(calls).containsExactly(Long.MIN_VALUE, 5L);
    }

    @Test
    void whatIsNeverDueIsNoTrouble() throws Exception {
        timers.schedule(Long.MAX_VALUE, calls::add);
        timers.schedule(1001, calls::add);
        advance(1_000_000);

        assertThat(calls).containsExactly(1001L);
    }

    @Test
    void aCancelledCallDoesNotComeAndIsForgotten() throws Exception {
        Cancellable cancelled = timers.schedule(1010, calls::add);
        timers.schedule(1020, calls::add);
        cancelled.cancel();
        advance(100);
        cancelled.cancel();

        assertThat(calls).containsExactly(1020L);
    }

    @Test
    void aCallMayCancelAnotherThatIsDueToo() throws Exception {
        Cancellable[] second = new Cancellable[1];
        timers.schedule(1010, time -> second[0].cancel());
        second[0] = timers.schedule(1010, calls::add);
        advance(10);

        assertThat(calls).isEmpty();
    }

    @Test
    void whatACallAsksForComesInALaterTurnEvenIfItIsDue() throws Exception {
        timers.schedule(
                1010,
                time -> {
                    calls.add(time);
                    timers.schedule(1005, calls::add);
                });
        wakeTimer.advance(Duration.ofMillis(10));
        timers.fireDue();
        assertThat(calls).containsExactly(1010L);

        advance(0);

        assertThat(calls).containsExactly(1010L, 1005L);
    }

    @Test
    void aCallThatFailsIsNotTriedAgainAndTheOthersStay() throws Exception {
        timers.schedule(
                1010,
                time -> {
                    throw new IllegalStateException("own");
                });
        timers.schedule(1010, calls::add);
        wakeTimer.advance(Duration.ofMillis(10));
        assertThatThrownBy(timers::fireDue).hasMessage("own");

        timers.fireDue();

        assertThat(calls).containsExactly(1010L);
    }

    @Test
    void rule39_nothingComesAfterTheEndOfTheInput() throws Exception {
        timers.schedule(1010, calls::add);
        timers.silence();
        timers.schedule(1020, calls::add);
        advance(100);

        assertThat(calls).isEmpty();
        assertThat(wakeTimer.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void allCallsComeOnceAndInTime(long seed) throws Exception {
        Random random = new Random(seed);
        List<Long> expected = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            long now = clock.currentTimeMillis();
            if (random.nextInt(3) > 0) {
                long time = now - 5 + random.nextInt(40);
                Cancellable call = timers.schedule(time, calls::add);
                if (random.nextInt(4) == 0) {
                    call.cancel();
                } else {
                    expected.add(time);
                }
            } else {
                advance(random.nextInt(20));
                long shown = clock.currentTimeMillis();
                long due = expected.stream().filter(time -> time <= shown).count();
                assertThat(calls).as("seed=%d step=%d", seed, step).hasSize((int) due);
            }
        }
        advance(100);

        assertThat(calls).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(expected);
    }
}
