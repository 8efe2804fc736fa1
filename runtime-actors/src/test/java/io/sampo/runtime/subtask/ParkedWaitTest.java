/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.node.Parking;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParkedWaitTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ParkedWait wait = new ParkedWait(Parking.JVM);
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Thread waiter;

    private boolean ask() {
        asked.incrementAndGet();
        return ready.get();
    }

    private CompletableFuture<Boolean> waitInThread(boolean interrupted) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                if (interrupted) {
                                    Thread.currentThread().interrupt();
                                }
                                wait.await(this::ask);
                                done.complete(Thread.interrupted());
                            } catch (Throwable e) {
                                done.completeExceptionally(e);
                            }
                        });
        thread.setDaemon(true);
        waiter = thread;
        thread.start();
        return done;
    }

    private void awaitParked() {
        await().atMost(LIMIT).until(() -> waiter.getState() == Thread.State.WAITING);
    }

    @Test
    void whatIsReadyNeedsNoWait() {
        ready.set(true);
        wait.await(this::ask);

        assertThat(asked).hasValue(1);
    }

    @Test
    void aSignalMakesItAskAgain() throws Exception {
        CompletableFuture<Boolean> done = waitInThread(false);
        awaitParked();
        wait.signal();
        await().atMost(LIMIT).until(() -> asked.get() >= 3);
        assertThat(done).isNotDone();

        ready.set(true);
        wait.signal();

        done.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void cancellingEndsItWithAnException() {
        CompletableFuture<Boolean> done = waitInThread(false);
        awaitParked();
        wait.cancel();

        await().atMost(LIMIT).until(done::isDone);
        assertThatThrownBy(done::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void afterCancellingNoWaitBegins() {
        wait.cancel();

        assertThatThrownBy(() -> wait.await(this::ask)).isInstanceOf(StreamException.class);
    }

    @Test
    void anInterruptNeitherEndsItNorBurnsACoreNorIsLost() throws Exception {
        CompletableFuture<Boolean> done = waitInThread(true);
        awaitParked();
        int before = asked.get();
        assertThat(before).isLessThan(10);

        ready.set(true);
        wait.signal();

        assertThat(done.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("interrupted").isTrue();
    }

    @Test
    void noSignalIsLost() throws Exception {
        for (int round = 0; round < 500; round++) {
            ready.set(false);
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> wait.await(ready::get));
            ready.set(true);
            wait.signal();
            done.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
