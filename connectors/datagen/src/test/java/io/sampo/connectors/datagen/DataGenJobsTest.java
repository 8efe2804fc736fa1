/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The source in jobs that run. */
@Timeout(60)
class DataGenJobsTest {
    private static final AtomicInteger CALLS = new AtomicInteger();

    @TempDir Path directory;

    record Tick(long number, String name) {}

    private static Long fails(Long number) {
        if (CALLS.incrementAndGet() == 1500) {
            throw new IllegalStateException("own");
        }
        return number;
    }

    @Test
    void generatesEveryRecordAtItsRate() {
        StreamEnvironment env = StreamEnvironment.local().setParallelism(2);
        List<Tick> ticks =
                env.fromSource(
                                DataGenSource.of(i -> new Tick(i, "tick " + i))
                                        .count(1000)
                                        .ratePerSecond(5000)
                                        .withTimestamps((tick, i) -> i),
                                WatermarkStrategy.forMonotonousTimestamps(),
                                "ticks")
                        .executeAndCollect();

        assertThat(ticks)
                .extracting(Tick::number)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 1000).boxed().toList());
    }

    @Test
    void goesOnAfterAFailure() {
        CALLS.set(0);
        StreamEnvironment env =
                StreamEnvironment.local()
                        .setParallelism(2)
                        .enableCheckpointing(Duration.ofMillis(20), directory)
                        .set("sampo.restart.strategy", "fixed-delay")
                        .set("sampo.restart.delay", Duration.ofMillis(1));
        List<Long> numbers =
                env.fromSource(
                                DataGenSource.of(i -> i).count(3000).ratePerSecond(10_000),
                                WatermarkStrategy.noWatermarks(),
                                "numbers")
                        .map(DataGenJobsTest::fails)
                        .name("fails once")
                        .executeAndCollect();

        assertThat(CALLS).hasValueGreaterThan(3000);
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 3000).boxed().toList());
    }
}
