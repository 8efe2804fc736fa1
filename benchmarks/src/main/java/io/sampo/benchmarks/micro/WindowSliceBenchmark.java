/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.micro;

import io.sampo.benchmarks.sampo.SaleTotal;
import io.sampo.benchmarks.workload.SaleEvents;
import io.sampo.benchmarks.workload.SaleEvents.Sale;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.WindowOperatorFactory;
import io.sampo.operators.window.WindowSpec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A record into sliding windows of 20 keys, which fire as time goes on. In the test harness, which
 * takes its share: what counts is how little more slices add.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WindowSliceBenchmark {
    private static final int RECORDS = 1000;

    /** How many slices a window has. */
    @Param({"1", "10", "100"})
    public int slices;

    private final SaleEvents sales = new SaleEvents(1);
    private OperatorHarness<Sale, Long> harness;
    private long next;

    /** Opens the operator. */
    @Setup
    public void open() {
        harness =
                KeyedHarness.of(
                                WindowOperatorFactory.aggregate(
                                        WindowSpec.<Sale, TimeWindow>of(
                                                SlidingEventTimeWindows.of(
                                                        Duration.ofMillis(SaleEvents.WINDOW_MS),
                                                        Duration.ofMillis(
                                                                SaleEvents.WINDOW_MS / slices))),
                                        new SaleTotal()),
                                Sale::shop)
                        .open();
    }

    /** Closes it. */
    @TearDown
    public void close() {
        harness.close();
    }

    /** Adds records, and then a watermark. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int add() {
        long time = 0;
        for (int i = 0; i < RECORDS; i++) {
            Sale sale = sales.sale(next++);
            time = sale.time();
            harness.process(sale, time);
        }
        harness.watermark(time - 1);
        int fired = harness.emitted().size();
        harness.clearEmitted();
        return fired;
    }
}
