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
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Random out-of-order events, and which of them windows hold that are made of all of them at once:
 * by key and window, in the order in which they came.
 */
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

    /**
     * Mixes events with watermarks for which none of them is late, nor next to a session that has
     * ended.
     */
    static List<HarnessStep<Reading>> script(Random random, List<Event> events) {
        List<HarnessStep<Reading>> script = new ArrayList<>();
        long newest = Long.MIN_VALUE;
        long watermark = Long.MIN_VALUE;
        for (Event event : events) {
            script.add(HarnessStep.record(event.reading(), event.timestamp()));
            // What may still come is at most BOUND behind the newest seen so far, and may touch
            // what
            // has ended one before it.
            newest = Math.max(newest, event.timestamp());
            long highest = newest - BOUND - 2;
            if (random.nextInt(4) == 0 && highest > watermark) {
                watermark = highest;
                script.add(HarnessStep.watermark(watermark));
            }
        }
        script.add(HarnessStep.end());
        return script;
    }

    static SortedMap<String, List<Event>> tumbling(List<Event> events, long size, long offset) {
        return sliding(events, size, size, offset);
    }

    static SortedMap<String, List<Event>> sliding(
            List<Event> events, long size, long slide, long offset) {
        SortedMap<String, List<Event>> windows = new TreeMap<>();
        for (Event event : events) {
            for (long start = -1_000 * slide + offset; start <= event.timestamp(); start += slide) {
                if (event.timestamp() < start + size) {
                    add(windows, event, start, start + size);
                }
            }
        }
        return windows;
    }

    static SortedMap<String, List<Event>> cumulating(
            List<Event> events, long maxSize, long step, long offset) {
        SortedMap<String, List<Event>> windows = new TreeMap<>();
        for (Event event : events) {
            for (long start = -1_000 * maxSize + offset;
                    start <= event.timestamp();
                    start += maxSize) {
                for (long end = start + step; end <= start + maxSize; end += step) {
                    if (event.timestamp() < end) {
                        add(windows, event, start, end);
                    }
                }
            }
        }
        return windows;
    }

    static SortedMap<String, List<Event>> sessions(List<Event> events, ToLongFunction<Event> gap) {
        SortedMap<String, List<Event>> windows = new TreeMap<>();
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(Event::timestamp));
        for (String key : List.of("key0", "key1", "key2")) {
            List<Event> session = new ArrayList<>();
            long end = 0;
            for (Event event : sorted) {
                if (!event.reading().key().equals(key)) {
                    continue;
                }
                if (!session.isEmpty() && event.timestamp() > end) {
                    close(windows, session, end);
                }
                long own = event.timestamp() + gap.applyAsLong(event);
                end = session.isEmpty() ? own : Math.max(end, own);
                session.add(event);
            }
            close(windows, session, end);
        }
        return windows;
    }

    private static void close(
            SortedMap<String, List<Event>> windows, List<Event> session, long end) {
        for (Event event : session) {
            add(windows, event, session.get(0).timestamp(), end);
        }
        session.clear();
    }

    private static void add(
            SortedMap<String, List<Event>> windows, Event event, long start, long end) {
        windows.computeIfAbsent(
                        event.reading().key() + " " + start + ".." + end,
                        window -> new ArrayList<>())
                .add(event);
    }

    /** Returns what count windows fire with, for each key and firing. */
    static List<String> counting(List<Event> events, int size, int slide) {
        SortedMap<String, List<Event>> keys = new TreeMap<>();
        List<String> results = new ArrayList<>();
        for (Event event : events) {
            List<Event> seen =
                    keys.computeIfAbsent(event.reading().key(), key -> new ArrayList<>());
            seen.add(event);
            if (seen.size() % slide == 0) {
                List<Event> last = seen.subList(Math.max(0, seen.size() - size), seen.size());
                results.add(list(event.reading().key() + " all", last));
            }
        }
        return results;
    }

    static List<String> sums(SortedMap<String, List<Event>> windows) {
        List<String> results = new ArrayList<>();
        windows.forEach((window, events) -> results.add(window + " " + sum(events)));
        return results;
    }

    private static long sum(List<Event> events) {
        return events.stream().mapToLong(event -> event.reading().value()).sum();
    }

    static List<String> lists(
            SortedMap<String, List<Event>> windows, UnaryOperator<List<Event>> kept) {
        List<String> results = new ArrayList<>();
        windows.forEach((window, events) -> results.add(list(window, kept.apply(events))));
        return results;
    }

    private static String list(String window, List<Event> events) {
        StringBuilder text = new StringBuilder(window);
        events.forEach(event -> text.append(' ').append(event.reading().value()));
        return text.toString();
    }
}
