/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.operators.async.AsyncFunction;
import io.sampo.operators.async.ResultFuture;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.AsyncDataStream;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole jobs whose records are answered by threads of a client. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncJobTest {
    private static final int RECORDS = 10_000;
    private static final int CAPACITY = 16;
    private static final String AT_ONCE =
            "sampo.restart { strategy = fixed-delay, delay = 1ms, max-attempts = 50 }\n";

    /** Calls until one fails; negative for never. */
    private static final AtomicInteger UNTIL_FAILURE = new AtomicInteger();

    private static final AtomicInteger MOST_AT_A_TIME = new AtomicInteger();

    @TempDir private Path directory;

    @BeforeEach
    void reset() {
        UNTIL_FAILURE.set(-1);
        MOST_AT_A_TIME.set(0);
    }

    /** Answers on threads of its own, some calls late and in the wrong order. */
    private static final class Shuffling implements AsyncFunction<Integer, Integer>, RichFunction {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ExecutorService threads;
        private transient @Nullable Deque<Runnable> late;
        private transient @Nullable AtomicInteger running;

        @Override
        public void open(RuntimeContext context) {
            threads = Executors.newFixedThreadPool(2);
            late = new ArrayDeque<>();
            running = new AtomicInteger();
        }

        @Override
        public void asyncInvoke(Integer record, ResultFuture<Integer> result) {
            int atATime = running.incrementAndGet();
            MOST_AT_A_TIME.accumulateAndGet(atATime, Math::max);
            Runnable answer =
                    () -> {
                        running.decrementAndGet();
                        if (UNTIL_FAILURE.get() >= 0 && UNTIL_FAILURE.getAndDecrement() == 0) {
                            result.completeExceptionally(new IllegalStateException("own"));
                        } else {
                            result.complete(List.of(record, -record));
                        }
                    };
            late.push(answer);
            // The last of its ten takes along all those before it, the newest first.
            if (record % 10 == 9 || atATime >= CAPACITY / 2) {
                while (!late.isEmpty()) {
                    threads.execute(late.pop());
                }
            }
        }

        @Override
        public void timeout(Integer record, ResultFuture<Integer> result) {
            // Held back by a record that never came: the last ones of all.
            while (!late.isEmpty()) {
                late.pop().run();
            }
        }

        @Override
        public void close() {
            if (threads != null) {
                threads.shutdownNow();
            }
        }
    }

    private DataStream<Integer> write(String settings, boolean ordered) {
        StreamEnvironment env = TestJobs.env(settings + TestJobs.checkpoints(directory, "10ms"));
        DataStream<Integer> numbers =
                env.fromCollection(IntStream.range(1, RECORDS + 1).boxed().toList())
                        .name("numbers")
                        .setParallelism(1);
        Duration timeout = Duration.ofMillis(50);
        return (ordered
                        ? AsyncDataStream.orderedWait(numbers, new Shuffling(), timeout, CAPACITY)
                        : AsyncDataStream.unorderedWait(
                                numbers, new Shuffling(), timeout, CAPACITY))
                .name("ask")
                .setParallelism(1);
    }

    private static List<Integer> expected() {
        return IntStream.range(1, RECORDS + 1)
                .boxed()
                .flatMap(n -> List.of(n, -n).stream())
                .toList();
    }

    @Test
    void rule71_inOrderTheResultIsThatOfAMap() {
        assertThat(write("", true).executeAndCollect()).isEqualTo(expected());
        assertThat(MOST_AT_A_TIME.get()).isBetween(2, CAPACITY);
    }

    @Test
    void rule71_withoutOrderNothingIsMissingOrDouble() {
        assertThat(write("", false).executeAndCollect())
                .containsExactlyInAnyOrderElementsOf(expected());
        assertThat(MOST_AT_A_TIME.get()).isBetween(2, CAPACITY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rule71_afterAFailureNothingIsMissingOrDouble(boolean ordered) {
        UNTIL_FAILURE.set(RECORDS / 2);

        assertThat(write(AT_ONCE, ordered).executeAndCollect())
                .containsExactlyInAnyOrderElementsOf(expected());
        assertThat(UNTIL_FAILURE.get()).isNegative();
    }

    @Test
    void rule71_aFailureNamesTheOperatorAndTheRecord() {
        UNTIL_FAILURE.set(0);

        assertThatThrownBy(() -> write("sampo.restart.strategy = none\n", true).executeAndCollect())
                .isInstanceOf(StreamException.class)
                .hasStackTraceContaining("operator=ask subtask=0 record=")
                .hasRootCauseMessage("own");
    }
}
