/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.fraudalerts;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.job.ProgramOption;
import io.sampo.operators.job.StreamProgram;
import io.sampo.operators.stream.CollectedRecords;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code sampo run fraud-alerts}. */
public final class FraudAlerts implements StreamProgram {
    private static final String NAME = "fraud-alerts";
    private static final String RATE = "--rate";
    private static final String SECONDS = "--seconds";
    private static final String CARDS = "--cards";
    private static final String PARALLELISM = "--parallelism";
    private static final int DEFAULT_RATE = 50_000;
    private static final int DEFAULT_SECONDS = 10;
    private static final int DEFAULT_CARDS = 50_000;

    /** Created by the launcher. */
    public FraudAlerts() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Alerts for cards that spend too much, by rules that change; prints their latency.";
    }

    @Override
    public List<ProgramOption> options() {
        return List.of(
                ProgramOption.valued(RATE, "N", "payments a second; default: 50000"),
                ProgramOption.valued(SECONDS, "N", "how long payments are made; default: 10"),
                ProgramOption.valued(CARDS, "N", "how many cards there are; default: 50000"),
                ProgramOption.valued(PARALLELISM, "N", "subtasks; default: one for each core"));
    }

    @Override
    public void run(ProgramArguments arguments) throws Exception {
        int rate = arguments.number(RATE, 1).orElse(DEFAULT_RATE);
        int seconds = arguments.number(SECONDS, 1).orElse(DEFAULT_SECONDS);
        int cards = arguments.number(CARDS, 1).orElse(DEFAULT_CARDS);
        StreamEnvironment environment = StreamEnvironment.local();
        arguments.number(PARALLELISM, 1).ifPresent(environment::setParallelism);
        // Payments wait for the watermark, so it decides about the latency.
        environment.set("sampo.watermark.interval", "5ms");
        long count = (long) rate * seconds;
        List<RaisedAlert> alerts = new ArrayList<>();
        try (CollectedRecords<RaisedAlert> raised =
                FraudAlertsJob.build(
                                environment,
                                FraudAlertsJob.payments(rate, cards, count).ratePerSecond(rate),
                                FraudAlertsJob.RULES)
                        .collectAsync(NAME)) {
            raised.forEachRemaining(alerts::add);
        }
        print(count, alerts, System.out);
    }

    private static void print(long payments, List<RaisedAlert> alerts, PrintStream out) {
        Map<String, Integer> byRule = new TreeMap<>();
        for (RaisedAlert raised : alerts) {
            byRule.merge(raised.alert().rule(), 1, Integer::sum);
        }
        out.printf("%s: %,d payments, %,d alerts%n%n", NAME, payments, alerts.size());
        byRule.forEach((rule, count) -> out.printf("%,9d  %s%n", count, rule));
        if (alerts.isEmpty()) {
            return;
        }
        long[] latencies = alerts.stream().mapToLong(RaisedAlert::latencyMillis).toArray();
        Arrays.sort(latencies);
        out.printf(
                "%nLatency from payment to alert: median %d ms, p99 %d ms, longest %d ms%n",
                percentile(latencies, 50), percentile(latencies, 99), percentile(latencies, 100));
    }

    /** Returns the least value that so many percent of all do not exceed. */
    static long percentile(long[] sorted, int percent) {
        long rank = ((long) sorted.length * percent + 99) / 100;
        return sorted[(int) Math.max(0, rank - 1)];
    }
}
