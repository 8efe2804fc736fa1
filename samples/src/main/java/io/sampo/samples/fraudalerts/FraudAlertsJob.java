/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.fraudalerts;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The job: payments by card, checked by rules that are broadcast. */
final class FraudAlertsJob {
    /** Rules that change: from the third second of event time on one of them is stricter. */
    static final List<Rule> RULES =
            List.of(
                    new Rule("one large payment", 0, 99_900, 1),
                    new Rule("much in a second", 0, 300_000, 1_000),
                    new Rule("much in ten seconds", 0, 1_100_000, 10_000),
                    new Rule("much in a second", 3_000, 250_000, 1_000));

    private static final long MILLIS_PER_SECOND = 1000;
    private static final int LARGEST_CENTS = 100_000;
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private FraudAlertsJob() {}

    /** Returns the payment of an index; the same every time, but for when it was emitted. */
    static Payment payment(long index, long ratePerSecond, int cards) {
        long mixed = mix(index);
        long cents = Math.floorMod(mixed >>> 20, LARGEST_CENTS) + 1L;
        String card = "card-" + Math.floorMod(mixed, cards);
        return new Payment(card, cents, index * MILLIS_PER_SECOND / ratePerSecond, 0);
    }

    private static long mix(long index) {
        long mixed = (index + 1) * ODD;
        mixed ^= mixed >>> 31;
        mixed *= ODD;
        return mixed ^ mixed >>> 29;
    }

    /** Returns payments in event time as it passes at that rate, which the source keeps to. */
    static DataGenSource<Payment> payments(long ratePerSecond, int cards, long count) {
        return DataGenSource.<Payment>of(index -> payment(index, ratePerSecond, cards))
                .count(count)
                .withTimestamps((payment, index) -> payment.atMillis());
    }

    /** Adds the job to {@code environment}. */
    static DataStream<RaisedAlert> build(
            StreamEnvironment environment, DataGenSource<Payment> payments, List<Rule> rules) {
        DataStream<Rule> changes = environment.fromCollection(rules).name("rules");
        return environment
                .fromSource(payments, WatermarkStrategy.forMonotonousTimestamps(), "payments")
                .map(new Emitted())
                .name("note the time")
                .keyBy(Payment::card)
                .connect(changes.broadcast(CheckRules.RULES))
                .process(new CheckRules())
                .name("check the rules")
                .map(new Raised())
                .name("measure the latency");
    }

    /** A function that looks at the clock. */
    private abstract static class Clocked implements RichFunction {
        private static final long serialVersionUID = 1L;

        private transient @Nullable RuntimeContext context;

        @Override
        public void open(RuntimeContext runtimeContext) {
            context = runtimeContext;
        }

        @SuppressWarnings("NullAway") // set in open
        long now() {
            return context.currentProcessingTime();
        }
    }

    private static final class Emitted extends Clocked implements MapFunction<Payment, Payment> {
        private static final long serialVersionUID = 1L;

        @Override
        public Payment map(Payment payment) {
            return payment.emittedAt(now());
        }
    }

    private static final class Raised extends Clocked implements MapFunction<Alert, RaisedAlert> {
        private static final long serialVersionUID = 1L;

        @Override
        public RaisedAlert map(Alert alert) {
            return new RaisedAlert(alert, now() - alert.emittedMillis());
        }
    }
}
