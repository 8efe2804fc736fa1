/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import java.util.Set;
import java.util.TreeSet;

/** Counts the clicks of a window, and the pages they were on. */
final class CountClicks
        implements AggregateFunction<EnrichedClick, CountClicks.Counts, CountClicks.Counts> {
    private static final long serialVersionUID = 1L;

    /** What has been counted so far. */
    record Counts(long clicks, long paidClicks, Set<String> pages) {}

    @Override
    public Counts createAccumulator() {
        return new Counts(0, 0, new TreeSet<>());
    }

    @Override
    public Counts add(EnrichedClick click, Counts counts) {
        counts.pages().add(click.page());
        return new Counts(
                counts.clicks() + 1,
                counts.paidClicks() + ("pro".equals(click.plan()) ? 1 : 0),
                counts.pages());
    }

    @Override
    public Counts getResult(Counts counts) {
        return counts;
    }

    @Override
    public Counts merge(Counts left, Counts right) {
        left.pages().addAll(right.pages());
        return new Counts(
                left.clicks() + right.clicks(),
                left.paidClicks() + right.paidClicks(),
                left.pages());
    }

    /** Says whose counts they are, and of which time. */
    static final class OfWindow
            extends ProcessWindowFunction<Counts, UserMetrics, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String user,
                Context<TimeWindow> context,
                Iterable<Counts> results,
                Collector<UserMetrics> out) {
            TimeWindow window = context.window();
            Counts counts = results.iterator().next();
            out.collect(
                    new UserMetrics(
                            user,
                            window.start(),
                            window.end(),
                            counts.clicks(),
                            counts.pages().size(),
                            counts.paidClicks()));
        }
    }
}
