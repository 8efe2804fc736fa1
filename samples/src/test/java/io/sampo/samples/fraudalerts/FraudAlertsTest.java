/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.fraudalerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alerts, against what looking at all payments at once comes to. */
class FraudAlertsTest {
    private static final long RATE = 2_000;
    private static final int CARDS = 300;
    private static final long COUNT = 10_000;

    @TempDir Path directory;

    /** Looks at every card, every time of a payment and every rule. */
    private static List<String> plainly() {
        Map<String, List<Payment>> byCard = new TreeMap<>();
        LongStream.range(0, COUNT)
                .mapToObj(index -> FraudAlertsJob.payment(index, RATE, CARDS))
                .forEach(
                        payment ->
                                byCard.computeIfAbsent(payment.card(), card -> new ArrayList<>())
                                        .add(payment));
        List<String> alerts = new ArrayList<>();
        byCard.forEach(
                (card, payments) ->
                        payments.stream()
                                .map(Payment::atMillis)
                                .distinct()
                                .forEach(at -> check(card, payments, at, alerts)));
        return alerts;
    }

    private static void check(String card, List<Payment> payments, long at, List<String> alerts) {
        for (String name : FraudAlertsJob.RULES.stream().map(Rule::name).distinct().toList()) {
            Rule rule =
                    FraudAlertsJob.RULES.stream()
                            .filter(each -> each.name().equals(name) && each.fromMillis() <= at)
                            .max(Comparator.comparingLong(Rule::fromMillis))
                            .orElseThrow();
            long cents =
                    payments.stream()
                            .filter(payment -> payment.atMillis() <= at)
                            .filter(payment -> payment.atMillis() > at - rule.withinMillis())
                            .mapToLong(Payment::cents)
                            .sum();
            if (cents > rule.limitCents()) {
                alerts.add(card + " " + name + " " + at + " " + cents);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, heap", "2, heap", "3, rocksdb"})
    void alertsAreThoseOfAPlainComputation(int parallelism, String backend) {
        StreamEnvironment environment = StreamEnvironment.local();
        environment.setParallelism(parallelism);
        environment.setStateBackend(backend);
        environment.set("sampo.checkpoint.dir", directory.toString());
        environment.set("sampo.checkpoint.interval", "20ms");
        List<RaisedAlert> alerts =
                FraudAlertsJob.build(
                                environment,
                                FraudAlertsJob.payments(RATE, CARDS, COUNT),
                                FraudAlertsJob.RULES)
                        .executeAndCollect();

        List<String> expected = plainly();
        assertThat(expected).as("alerts by each rule").hasSizeGreaterThan(100);
        for (Rule rule : FraudAlertsJob.RULES) {
            assertThat(expected).anyMatch(alert -> alert.contains(rule.name()));
        }
        assertThat(alerts)
                .extracting(RaisedAlert::alert)
                .extracting(
                        alert ->
                                alert.card()
                                        + " "
                                        + alert.rule()
                                        + " "
                                        + alert.atMillis()
                                        + " "
                                        + alert.cents())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(alerts).allSatisfy(raised -> assertThat(raised.latencyMillis()).isNotNegative());
    }

    @Test
    void theProgramPrintsAlertsAndTheirLatency() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            new FraudAlerts()
                    .run(
                            new ProgramArguments(
                                    Map.of("--rate", "5000", "--seconds", "1", "--cards", "500")));
        } finally {
            System.setOut(before);
        }

        assertThat(heard.toString(StandardCharsets.UTF_8))
                .startsWith("fraud-alerts: 5,000 payments, ")
                .containsPattern("\\d+  much in a second")
                .containsPattern("median \\d+ ms, p99 \\d+ ms, longest \\d+ ms");
    }

    @Test
    void percentilesAreValuesThatWereSeen() {
        long[] latencies = LongStream.rangeClosed(1, 200).toArray();
        assertThat(FraudAlerts.percentile(latencies, 50)).isEqualTo(100);
        assertThat(FraudAlerts.percentile(latencies, 99)).isEqualTo(198);
        assertThat(FraudAlerts.percentile(latencies, 100)).isEqualTo(200);
        assertThat(FraudAlerts.percentile(new long[] {7}, 1)).isEqualTo(7);
    }
}
