/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskQueueTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int AT_ONCE = 2;

    private final AtomicLong nanos = new AtomicLong();
    private final TaskQueue queue = new TaskQueue(AT_ONCE, nanos::get);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    private <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "of-test-" + threads.size());
        threads.add(thread);
        thread.start();
        return task;
    }

    /** Starts a thread that takes from the empty queue, and returns when it waits. */
    private FutureTask<Runnable> startWaiting(Callable<Runnable> take, Thread.State waiting) {
        FutureTask<Runnable> task = start(take);
        Thread thread = threads.get(threads.size() - 1);
        await().atMost(LIMIT).until(() -> thread.getState() == waiting);
        return task;
    }

    private static <T> T result(FutureTask<T> task) throws Exception {
        return task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<Runnable> tasks(int count) {
        return IntStream.range(0, count).<Runnable>mapToObj(Task::new).toList();
    }

    private record Task(int number) implements Runnable {
        @Override
        public void run() {}
    }

    @Test
    void whatCameFirstIsTakenFirst() throws Exception {
        List<Runnable> tasks = tasks(4);
        queue.addAll(tasks);

        assertThat(queue.peek()).isEqualTo(tasks.get(0));
        assertThat(queue).hasSize(4).containsExactlyElementsOf(tasks);
        assertThat(queue.take()).isEqualTo(tasks.get(0));
        assertThat(queue.poll()).isEqualTo(tasks.get(1));
        assertThat(queue.poll(1, TimeUnit.SECONDS)).isEqualTo(tasks.get(2));
        assertThat(queue.remove(tasks.get(3))).isTrue();
        assertThat(queue).isEmpty();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void allThatIsThereCanBeTakenAtOnce() {
        List<Runnable> tasks = tasks(5);
        queue.addAll(tasks);
        List<Runnable> drained = new ArrayList<>();

        assertThat(queue.drainTo(drained, 2)).isEqualTo(2);
        assertThat(drained).containsExactlyElementsOf(tasks.subList(0, 2));
        assertThat(queue.drainTo(drained)).isEqualTo(3);
        assertThat(drained).containsExactlyElementsOf(tasks);
    }

    @Test
    void eachThatWaitsGetsOne() throws Exception {
        FutureTask<Runnable> first = startWaiting(queue::take, Thread.State.WAITING);
        FutureTask<Runnable> second = startWaiting(queue::take, Thread.State.WAITING);
        List<Runnable> tasks = tasks(2);

        queue.addAll(tasks);

        assertThat(List.of(result(first), result(second)))
                .containsExactlyInAnyOrderElementsOf(tasks);
    }

    private Runnable takeWithinLimit() throws InterruptedException {
        return queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void noThreadIsWokenWhileAsManyRunAsMay() throws Exception {
        FutureTask<Runnable> waiting = startWaiting(queue::take, Thread.State.WAITING);
        queue.begun();
        queue.begun();
        List<Runnable> tasks = tasks(3);
        queue.addAll(tasks);
        assertThat(threads.get(0).getState()).isEqualTo(Thread.State.WAITING);

        // Who runs takes the next one itself.
        queue.ended();
        assertThat(takeWithinLimit()).isEqualTo(tasks.get(0));
        assertThat(waiting).isNotDone();

        queue.setAtOnce(AT_ONCE + 1);
        assertThat(result(waiting)).isEqualTo(tasks.get(1));
    }

    @Test
    void whoIsOneTooManyWaitsThoughThereAreTasks() throws Exception {
        queue.begun();
        queue.begun();
        queue.add(new Task(1));

        FutureTask<Runnable> waiting = startWaiting(queue::take, Thread.State.WAITING);
        queue.setAtOnce(AT_ONCE + 1);

        assertThat(result(waiting)).isEqualTo(new Task(1));
    }

    @Test
    void anotherThreadIsWokenIfAllThatRunSeemToStandStill() throws Exception {
        FutureTask<Runnable> first = startWaiting(queue::take, Thread.State.WAITING);
        FutureTask<Runnable> second = startWaiting(queue::take, Thread.State.WAITING);
        queue.begun();
        queue.begun();
        queue.add(new Task(1));
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(5));
        queue.add(new Task(2));
        assertThat(threads).allMatch(thread -> thread.getState() == Thread.State.WAITING);

        nanos.addAndGet(1);
        queue.add(new Task(3));
        assertThat(result(second)).isEqualTo(new Task(1));
        // One at a time.
        assertThat(first).isNotDone();

        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(5) + 1);
        assertThat(takeWithinLimit()).isEqualTo(new Task(2));
    }

    @Test
    void aThreadThatDiesWithATaskDoesNotCount() throws Exception {
        TaskQueue.Waiter[] dead = new TaskQueue.Waiter[2];
        for (int i = 0; i < 2; i++) {
            queue.add(new Task(i));
            FutureTask<Runnable> take = new FutureTask<>(this::takeWithinLimit);
            Mortal thread = new Mortal(take);
            thread.start();
            assertThat(result(take)).isEqualTo(new Task(i));
            thread.join();
            dead[i] = thread.waiter;
        }
        FutureTask<Runnable> waiting = startWaiting(queue::take, Thread.State.WAITING);
        queue.add(new Task(2));
        assertThat(waiting).isNotDone();

        dead[0].leave();
        dead[0].leave();
        dead[1].leave();

        assertThat(result(waiting)).isEqualTo(new Task(2));
    }

    /** A thread that the queue knows. */
    private static final class Mortal extends Thread implements TaskQueue.Taker {
        private final TaskQueue.Waiter waiter = new TaskQueue.Waiter(this);

        Mortal(Runnable work) {
            super(work, "of-test-mortal");
        }

        @Override
        public TaskQueue.Waiter waiter() {
            return waiter;
        }
    }

    @Test
    void whoBeganToWaitLastIsWoken() throws Exception {
        FutureTask<Runnable> first = startWaiting(queue::take, Thread.State.WAITING);
        FutureTask<Runnable> second = startWaiting(queue::take, Thread.State.WAITING);
        FutureTask<Runnable> third = startWaiting(queue::take, Thread.State.WAITING);
        threads.get(1).interrupt();
        assertThatThrownBy(() -> result(second)).hasRootCauseInstanceOf(InterruptedException.class);

        queue.add(new Task(1));
        assertThat(result(third)).isEqualTo(new Task(1));
        queue.add(new Task(2));
        assertThat(result(first)).isEqualTo(new Task(2));
    }

    @Test
    void aWaitWithALimitEnds() throws Exception {
        long begun = System.nanoTime();

        assertThat(queue.poll(20, TimeUnit.MILLISECONDS)).isNull();

        assertThat(System.nanoTime() - begun)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void aWaitWithALimitGetsWhatComesMeanwhile() throws Exception {
        FutureTask<Runnable> waiting =
                startWaiting(
                        () -> queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS),
                        Thread.State.TIMED_WAITING);
        Runnable task = new Task(1);

        queue.put(task);

        assertThat(result(waiting)).isEqualTo(task);
    }

    @Test
    void aWaitWithALimitCanBeInterrupted() {
        FutureTask<Runnable> waiting =
                startWaiting(
                        () -> queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS),
                        Thread.State.TIMED_WAITING);

        threads.get(0).interrupt();

        assertThatThrownBy(() -> result(waiting))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void aPoolCanTakeOutWhatWasCancelled() {
        List<Runnable> tasks = tasks(3);
        queue.addAll(tasks);

        assertThat(queue.removeIf(task -> task.equals(tasks.get(1)))).isTrue();

        assertThat(queue).containsExactly(tasks.get(0), tasks.get(2));
    }

    @Test
    void oneThatIsInterruptedLeavesTheTaskToTheOther() throws Exception {
        FutureTask<Runnable> interrupted = startWaiting(queue::take, Thread.State.WAITING);
        FutureTask<Runnable> other = startWaiting(queue::take, Thread.State.WAITING);

        threads.get(0).interrupt();
        assertThatThrownBy(() -> result(interrupted))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
        Runnable task = new Task(1);
        queue.put(task);

        assertThat(result(other)).isEqualTo(task);
    }

    @Test
    void ofManyThreadsEachTakesWhatNoOtherDoes() throws Exception {
        int each = 20_000;
        List<Runnable> tasks = tasks(2 * each);
        start(() -> queue.addAll(tasks.subList(0, each)));
        start(() -> queue.addAll(tasks.subList(each, 2 * each)));
        List<FutureTask<List<Runnable>>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean limited = i % 2 == 0;
            takers.add(start(() -> takeMany(each / 2, limited)));
        }

        List<Runnable> taken = new ArrayList<>();
        for (FutureTask<List<Runnable>> taker : takers) {
            taken.addAll(result(taker));
        }
        assertThat(taken).hasSize(2 * each).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(queue).isEmpty();
    }

    private List<Runnable> takeMany(int count, boolean limited) throws InterruptedException {
        List<Runnable> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(limited ? queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS) : queue.take());
            queue.ended();
        }
        // It takes no more; another one may.
        queue.setAtOnce(AT_ONCE);
        return taken;
    }
}
