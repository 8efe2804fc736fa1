/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.sessionization;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.EventTimeSessionWindows;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import io.sampo.samples.EachMinute;
import java.time.Duration;

/** The job: clicks out of order, sessions of each user, emitted again when late clicks come. */
final class SessionizationJob {
    static final Duration GAP = Duration.ofMinutes(30);

    /** By how much clicks are out of order, but for the few that come much later. */
    static final Duration DISORDER = Duration.ofMinutes(2);

    /** How late those few come, as from a phone that was offline. */
    static final Duration LATE = Duration.ofHours(3);

    private static final Duration LATENESS = Duration.ofHours(6);
    private static final int USERS = 100;
    private static final int ONE_IN_LATE = 50;
    private static final long STEP_MILLIS = 10_000;
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private SessionizationJob() {}

    /** Returns the click of an index; of the same seed the same one every time. */
    static Click click(long seed, long index) {
        long mixed = (seed + index + 1) * ODD;
        mixed = (mixed ^ mixed >>> 31) * ODD;
        mixed ^= mixed >>> 29;
        String user = "user-" + Math.floorMod(mixed, USERS);
        boolean late = Math.floorMod(mixed >>> 16, ONE_IN_LATE) == 0;
        long behind = late ? LATE.toMillis() : Math.floorMod(mixed >>> 32, DISORDER.toMillis() + 1);
        return new Click(user, index * STEP_MILLIS - behind);
    }

    /** Adds the job, with made-up clicks, to {@code environment}. */
    static DataStream<Session> build(StreamEnvironment environment, long seed, long clicks) {
        DataGenSource<Click> source =
                DataGenSource.<Click>of(index -> click(seed, index))
                        .count(clicks)
                        .withTimestamps((click, index) -> click.atMillis());
        return sessions(
                environment.fromSource(
                        source,
                        WatermarkStrategy.forGenerator(() -> new EachMinute<>(DISORDER)),
                        "clicks"));
    }

    /** Returns the sessions of clicks, wherever those come from. */
    static DataStream<Session> sessions(DataStream<Click> clicks) {
        return clicks.keyBy(Click::user)
                .window(EventTimeSessionWindows.withGap(GAP))
                .allowedLateness(LATENESS)
                .aggregate(new Count(), new ToSession())
                .name("sessions");
    }

    private static final class Count implements AggregateFunction<Click, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Click click, Long count) {
            return count + 1;
        }

        @Override
        public Long getResult(Long count) {
            return count;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }

    private static final class ToSession
            extends ProcessWindowFunction<Long, Session, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String user,
                Context<TimeWindow> context,
                Iterable<Long> counts,
                Collector<Session> out) {
            TimeWindow window = context.window();
            out.collect(new Session(user, window.start(), window.end(), counts.iterator().next()));
        }
    }
}
