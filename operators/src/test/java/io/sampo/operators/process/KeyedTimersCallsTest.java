/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.KeyType;
import io.sampo.operators.testkit.FakeContext;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.keygroup.KeyGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When timers of processing time ask for a call, and how many fire in one. */
class KeyedTimersCallsTest {
    private static final int BURST = 1_200;

    private final FakeContext context = FakeContext.of("timers").withKey("ann");
    private final List<Long> fired = new ArrayList<>();
    private Duration workOfEach = Duration.ZERO;

    private final KeyedTimers<NoNamespace> timers =
            new KeyedTimers<>(
                    context,
                    NamespaceType.NONE,
                    new TimerCallbacks<>() {
                        @Override
                        public void onEventTime(long timestamp, NoNamespace namespace) {
                            throw new AssertionError("none was set");
                        }

                        @Override
                        public void onProcessingTime(long timestamp, NoNamespace namespace) {
                            fired.add(timestamp);
                            context.clock.advance(workOfEach);
                        }
                    });

    private void set(long... times) {
        for (long time : times) {
            timers.registerProcessingTimeTimer(time, NoNamespace.INSTANCE);
        }
    }

    private void key(String key) {
        context.keyedState().setCurrentKey(key, KeyGroups.hash(KeyType.of(String.class), key));
    }

    /** Sets timers for 1 to 1200, all of which are due later. */
    private void burst() throws Exception {
        set(LongStream.rangeClosed(1, BURST).toArray());
        context.standStill(Duration.ofSeconds(5));
        assertThat(fired).isEqualTo(LongStream.rangeClosed(1, BURST).boxed().toList());
    }

    @Test
    void aBurstGivesWayAfterSoManyTimers() throws Exception {
        burst();

        assertThat(context.scheduledTimes).containsExactly(2L, 514L, 1026L);
    }

    @Test
    void aBurstOfSlowTimersGivesWayAfterAMillisecond() throws Exception {
        workOfEach = Duration.ofNanos(1_000_000 / 16);
        burst();

        assertThat(context.scheduledTimes)
                .isEqualTo(LongStream.iterate(2, time -> time + 16).limit(75).boxed().toList());
    }

    @Test
    void rule39_aTimerWaitsForTheClockToPassIt() throws Exception {
        set(100, 101);
        context.advanceClock(Duration.ofMillis(101));

        assertThat(fired).containsExactly(100L);
        assertThat(context.scheduledTimes).containsExactly(101L, 102L);
    }

    @Test
    void oneCallIsEnoughForTimersOfOneTime() {
        set(100);
        key("bob");
        set(100, 200);

        assertThat(context.scheduledTimes).containsExactly(101L);
    }

    @Test
    void anEarlierTimerReplacesTheCall() throws Exception {
        set(100, 50);
        assertThat(context.pendingCalls()).isEqualTo(1);

        context.advanceClock(Duration.ofMillis(51));

        assertThat(fired).containsExactly(50L);
        assertThat(context.scheduledTimes).containsExactly(101L, 51L, 101L);
    }

    @Test
    void afterTheEndOfTheInputNoCallIsLeft() {
        set(100);
        timers.finish();

        assertThat(context.pendingCalls()).isZero();
        assertThat(context.metrics().counter("numTimersDropped").value()).isEqualTo(1);
    }

    @Test
    void inBoundedModeNoCallIsAskedFor() {
        FakeContext batch =
                FakeContext.of("batch").withKey("ann").with("sampo.execution.runtime-mode=batch");
        KeyedTimers<NoNamespace> inBatch =
                new KeyedTimers<>(batch, NamespaceType.NONE, new Nothing());
        inBatch.registerProcessingTimeTimer(5, NoNamespace.INSTANCE);

        assertThat(batch.scheduledTimes).isEmpty();
    }

    @Test
    void tellsTheTimeOfTheClock() {
        context.clock.advance(Duration.ofMillis(7));

        assertThat(timers.currentProcessingTime()).isEqualTo(7);
    }

    private static final class Nothing implements TimerCallbacks<NoNamespace> {
        @Override
        public void onEventTime(long timestamp, NoNamespace namespace) {}

        @Override
        public void onProcessingTime(long timestamp, NoNamespace namespace) {}
    }
}
