/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The processor time of each thread tells whether the work is spread; the sum would not. */
class BothCoresTest {
    private static final ConcurrentMap<Long, Long> AT_START = new ConcurrentHashMap<>();
    private static final AtomicLong RECEIVED = new AtomicLong();

    static boolean hasTwoCores() {
        return Runtime.getRuntime().availableProcessors() >= 2;
    }

    /** Notes each thread that subtasks run on, with what it had used before. */
    private static void receive() {
        if (RECEIVED.incrementAndGet() % 1000 == 0) {
            AT_START.computeIfAbsent(
                    Thread.currentThread().getId(), id -> threads().getThreadCpuTime(id));
        }
    }

    private static ThreadMXBean threads() {
        return ManagementFactory.getThreadMXBean();
    }

    @Test
    @EnabledIf("hasTwoCores")
    void aJobOfTwoSubtasksKeepsTwoThreadsBusy() {
        AT_START.clear();
        RECEIVED.set(0);
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(Numbers.endless().in(2), WatermarkStrategy.noWatermarks(), "numbers")
                .keyBy(number -> number % 10_000)
                .count()
                .sinkTo(CallSink.to(count -> receive()));
        JobClient job = env.executeAsync("cores");
        TestJobs.until(job, "much work is done", () -> RECEIVED.get() > 6_000_000);
        List<Long> used = new ArrayList<>();
        for (Map.Entry<Long, Long> thread : AT_START.entrySet()) {
            long now = threads().getThreadCpuTime(thread.getKey());
            if (now >= 0) {
                used.add(now - thread.getValue());
            }
        }
        TestJobs.cancel(job);

        used.sort(Comparator.reverseOrder());
        assertThat(used).as("nanoseconds of processor time").hasSizeGreaterThanOrEqualTo(2);
        assertThat(used.get(1)).as("of all: %s", used).isGreaterThan(used.get(0) / 5);
    }
}
