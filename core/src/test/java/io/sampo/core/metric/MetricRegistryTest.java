/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MetricRegistryTest {
    private final MetricRegistry registry = new MetricRegistry();

    @Test
    void snapshotsAreSorted() {
        MetricScope second = new MetricScope("count", "window", 1);
        MetricScope first = new MetricScope("count", "window", 0);
        registry.group(second).counter("late").add(3);
        registry.group(second).counter("in").increment();
        registry.group(first).gauge("keys", () -> 42);
        registry.group(MetricScope.job("count")).counter("restarts").add(2);
        registry.group(MetricScope.process()).gauge("threads", () -> 7);

        assertThat(registry.snapshot())
                .containsExactly(
                        new MetricSample(
                                MetricScope.process(), "threads", MetricSample.Kind.GAUGE, 7),
                        new MetricSample(
                                MetricScope.job("count"), "restarts", MetricSample.Kind.COUNTER, 2),
                        new MetricSample(first, "keys", MetricSample.Kind.GAUGE, 42),
                        new MetricSample(second, "in", MetricSample.Kind.COUNTER, 1),
                        new MetricSample(second, "late", MetricSample.Kind.COUNTER, 3));
    }

    @Test
    void theSameNameIsTheSameCounter() {
        MetricScope scope = new MetricScope("count", "map", 0);
        registry.group(scope).counter("in").add(1);
        registry.group(scope).counter("in").add(2);

        assertThat(registry.group(scope).counter("in").value()).isEqualTo(3);
    }

    @Test
    void aNewAttemptStartsAtZero() {
        MetricScope scope = new MetricScope("count", "map", 0);
        Counter old = registry.group(scope).counter("in");
        old.add(5);
        registry.remove(scope);
        old.add(5);

        assertThat(registry.group(scope).counter("in").value()).isZero();
        registry.group(new MetricScope("other", "map", 0)).counter("in");
        registry.removeJob("count");
        assertThat(registry.snapshot())
                .extracting(sample -> sample.scope().job())
                .containsExactly("other");
    }

    @Test
    void aGaugeThatFailsIsLeftOut() {
        AtomicBoolean broken = new AtomicBoolean(true);
        MetricGroup group = registry.group(MetricScope.process());
        group.gauge(
                "broken",
                () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("closed");
                    }
                    return 1;
                });
        group.gauge("sound", () -> 2);

        assertThat(registry.snapshot()).extracting(MetricSample::name).containsExactly("sound");
        broken.set(false);
        assertThat(registry.snapshot())
                .extracting(MetricSample::name)
                .containsExactly("broken", "sound");
    }

    @Test
    void aCounterIsSeenByOtherThreads() throws InterruptedException {
        Counter counter = registry.group(MetricScope.process()).counter("n");
        Thread writer =
                new Thread(
                        () -> {
                            for (int i = 0; i < 10_000; i++) {
                                counter.increment();
                            }
                        });
        writer.start();
        long last = 0;
        while (last < 10_000) {
            long now = counter.value();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
        writer.join();
    }

    @Test
    void scopesReadWell() {
        assertThat(
                        List.of(
                                new MetricScope("count", "map", 2),
                                MetricScope.job("count"),
                                MetricScope.process()))
                .extracting(MetricScope::toString)
                .containsExactly("count/map[2]", "count", "process");
    }
}
