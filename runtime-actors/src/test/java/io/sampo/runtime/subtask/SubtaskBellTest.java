/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.runtime.node.Parking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SubtaskBellTest {
    private final AtomicInteger turns = new AtomicInteger();
    private final SubtaskBell bell = new SubtaskBell(new ParkedWait(Parking.JVM));

    SubtaskBellTest() {
        bell.connect(turns::incrementAndGet);
    }

    @Test
    void aSubtaskThatIsAwakeIsNotAskedForAnotherTurn() {
        bell.ring();
        bell.ring();

        assertThat(turns).hasValue(0);
    }

    @Test
    void aSubtaskThatSleepsIsAskedOnce() {
        bell.sleep();
        bell.ring();
        bell.ring();
        assertThat(turns).hasValue(1);

        bell.sleep();
        bell.ring();
        assertThat(turns).hasValue(2);
    }

    @Test
    void askingAgainNeedsNoSleep() {
        bell.askForTurn();

        assertThat(turns).hasValue(1);
    }

    @Test
    void ofManyThatRingAtOnceOneAsksForATurn() throws Exception {
        for (int round = 0; round < 200; round++) {
            turns.set(0);
            bell.sleep();
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> ringers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread ringer =
                        new Thread(
                                () -> {
                                    try {
                                        go.await(10, TimeUnit.SECONDS);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                    bell.ring();
                                });
                ringer.start();
                ringers.add(ringer);
            }
            go.countDown();
            for (Thread ringer : ringers) {
                ringer.join();
            }
            assertThat(turns).as("round=%d", round).hasValue(1);
        }
    }
}
