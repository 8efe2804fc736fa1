/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.FlatJoinFunction;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole job with a window join that fails on its way, compared with all pairs that there are. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WindowJoinJobTest {
    private static final int KEYS = 7;
    private static final long COUNT = 3_000;
    private static final long SIZE = 50;

    /** Pairs until the function fails once. */
    private static final AtomicInteger UNTIL_FAILURE = new AtomicInteger();

    @TempDir private Path directory;

    private static final class PairUp implements FlatJoinFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void join(Long first, Long second, Collector<String> out) {
            if (UNTIL_FAILURE.getAndDecrement() == 0) {
                throw new IllegalStateException("own");
            }
            out.collect(first + "+" + second);
        }
    }

    private static DataStream<Long> numbers(StreamEnvironment env, String name) {
        return env.fromSource(
                Numbers.upTo(COUNT).in(3), WatermarkStrategy.forMonotonousTimestamps(), name);
    }

    private static List<String> allPairs() {
        List<String> pairs = new ArrayList<>();
        for (long first = 0; first < COUNT; first++) {
            long start = first - first % SIZE;
            for (long second = start; second < Math.min(COUNT, start + SIZE); second++) {
                if (first % KEYS == second % KEYS) {
                    pairs.add(first + "+" + second);
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @CsvSource({"1, heap", "2, heap", "3, rocksdb"})
    void rule68_afterAFailureEachPairComesOnce(int parallelism, String backend) {
        List<String> expected = allPairs();
        UNTIL_FAILURE.set(expected.size() / 2);
        StreamEnvironment env =
                TestJobs.env(
                        "sampo.restart { strategy = fixed-delay, delay = 1ms, max-attempts = 5 }\n"
                                + "sampo.parallelism = %d, sampo.state.backend = %s\n"
                                        .formatted(parallelism, backend)
                                + TestJobs.checkpoints(directory, "10ms"));

        List<String> pairs =
                numbers(env, "first")
                        .join(numbers(env, "second"))
                        .where(number -> number % KEYS)
                        .equalTo(number -> number % KEYS)
                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE)))
                        .apply(new PairUp())
                        .name("join")
                        .executeAndCollect();

        assertThat(UNTIL_FAILURE.get()).isNegative();
        assertThat(pairs).containsExactlyInAnyOrderElementsOf(expected);
    }
}
