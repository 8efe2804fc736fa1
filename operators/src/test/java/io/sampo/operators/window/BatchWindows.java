/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.operators.testkit.HarnessStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Random out-of-order events, and the results that windows over all of them at once have. */
final class BatchWindows {
    /** No event comes more than this behind the newest. */
    static final long BOUND = 40;

    private BatchWindows() {}

    record Event(Reading reading, long timestamp) {}

    static List<Event> events(Random random, int count) {
        List<Event> events = new ArrayList<>();
        long newest = random.nextLong(100) - 50;
        for (int i = 0; i < count; i++) {
            // Now and then a pause, so that sessions end.
            newest += random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(6);
            long timestamp = newest - random.nextLong(BOUND + 1);
            events.add(
                    new Event(
                            new Reading("key" + random.nextInt(3), random.nextInt(100)),
                            timestamp));
        }
        return events;
    }

    /** Mixes events with watermarks for which none of them is late. */
    static List<HarnessStep<Reading>> script(Random random, List<Event> events) {
        List<HarnessStep<Reading>> script = new ArrayList<>();
        long newest = Long.MIN_VALUE;
        long watermark = Long.MIN_VALUE;
        for (Event event : events) {
            script.add(HarnessStep.record(event.reading(), event.timestamp()));
            // What may still come is at most BOUND behind the newest seen so far.
            newest = Math.max(newest, event.timestamp());
            long highest = newest - BOUND - 1;
            if (random.nextInt(4) == 0 && highest > watermark) {
                watermark = highest;
                script.add(HarnessStep.watermark(watermark));
            }
        }
        script.add(HarnessStep.end());
        return script;
    }

    static List<String> tumbling(List<Event> events, long size, long offset) {
        return sliding(events, size, size, offset);
    }

    static List<String> sliding(List<Event> events, long size, long slide, long offset) {
        SortedMap<String, Long> sums = new TreeMap<>();
        for (Event event : events) {
            for (long start = -1_000 * slide + offset; start <= event.timestamp(); start += slide) {
                if (event.timestamp() < start + size) {
                    add(sums, event, start, start + size);
                }
            }
        }
        return describe(sums);
    }

    static List<String> sessions(List<Event> events, long gap) {
        SortedMap<String, Long> sums = new TreeMap<>();
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(Event::timestamp));
        for (String key : List.of("key0", "key1", "key2")) {
            List<Event> session = new ArrayList<>();
            for (Event event : sorted) {
                if (!event.reading().key().equals(key)) {
                    continue;
                }
                if (!session.isEmpty() && event.timestamp() > last(session) + gap) {
                    close(sums, session, gap);
                }
                session.add(event);
            }
            close(sums, session, gap);
        }
        return describe(sums);
    }

    private static long last(List<Event> session) {
        return session.get(session.size() - 1).timestamp();
    }

    private static void close(SortedMap<String, Long> sums, List<Event> session, long gap) {
        for (Event event : session) {
            add(sums, event, session.get(0).timestamp(), last(session) + gap);
        }
        session.clear();
    }

    private static void add(SortedMap<String, Long> sums, Event event, long start, long end) {
        sums.merge(
                event.reading().key() + " " + start + ".." + end,
                event.reading().value(),
                Long::sum);
    }

    private static List<String> describe(SortedMap<String, Long> sums) {
        List<String> results = new ArrayList<>();
        sums.forEach((window, sum) -> results.add(window + " " + sum));
        return results;
    }
}
