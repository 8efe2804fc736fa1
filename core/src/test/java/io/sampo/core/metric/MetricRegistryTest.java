/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.time.ManualClock;
import java.time.Duration;
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
    void aMeterTellsTheRateOfTheLastMinute() {
        ManualClock clock = new ManualClock(0);
        Meter meter = new MetricRegistry(clock).group(MetricScope.process()).meter("alerts");
        assertThat(meter.perSecond()).isZero();
        meter.markEvents(5);
        assertThat(meter.perSecond()).as("of one second at least").isEqualTo(5);
        for (int second = 1; second <= 100; second++) {
            clock.advance(Duration.ofSeconds(1));
            meter.markEvents(second <= 50 ? 2 : 4);
        }
        // Seconds 40 to 50 with two events each, 51 to 100 with four; the second of now has begun.
        assertThat(meter.count()).isEqualTo(305);
        assertThat(meter.perSecond()).isEqualTo((11 * 2 + 50 * 4) / 60.0);
        clock.advance(Duration.ofSeconds(30));
        meter.markEvent();
        assertThat(meter.perSecond()).isEqualTo((31 * 4 + 1) / 60.0);
        clock.advance(Duration.ofSeconds(60));
        assertThat(meter.perSecond()).isEqualTo(1 / 60.0);
        clock.advance(Duration.ofSeconds(1));
        assertThat(meter.perSecond()).isZero();
        clock.advance(Duration.ofHours(1));
        meter.markEvents(60);
        assertThat(meter.perSecond()).isEqualTo(1);
    }

    @Test
    void aHistogramHasTheQuantilesOfItsLastValues() {
        Histogram histogram = registry.group(MetricScope.process()).histogram("latency");
        assertThat(histogram.statistics().quantile(0.99)).isZero();
        for (int i = 0; i < 1_000; i++) {
            histogram.update(1_000_000);
        }
        for (int i = 4_096; i > 0; i--) {
            histogram.update(i);
        }
        Histogram.Statistics last = histogram.statistics();

        assertThat(histogram.count()).isEqualTo(5_096);
        assertThat(last.size()).isEqualTo(4_096);
        assertThat(last.min()).isEqualTo(1);
        assertThat(last.max()).isEqualTo(4_096);
        assertThat(last.mean()).isEqualTo(2_048.5);
        assertThat(last.quantile(0.5)).isEqualTo(2_048);
        assertThat(last.quantile(0.99)).isEqualTo(4_056);
    }

    @Test
    void metersAndHistogramsAreShownAsCountersAndGauges() {
        MetricGroup group = registry.group(MetricScope.process());
        group.meter("alerts").markEvents(7);
        group.histogram("latency").update(30);
        group.histogram("latency").update(10);

        assertThat(registry.snapshot())
                .extracting(sample -> sample.name() + " " + sample.kind() + " " + sample.value())
                .containsExactly(
                        "alerts COUNTER 7",
                        "alerts.perSecond GAUGE 7",
                        "latency.count COUNTER 2",
                        "latency.max GAUGE 30",
                        "latency.mean GAUGE 20",
                        "latency.min GAUGE 10",
                        "latency.p50 GAUGE 10",
                        "latency.p95 GAUGE 30",
                        "latency.p99 GAUGE 30");
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
