/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.JoinFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.join.TaggedUnion;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import io.sampo.operators.window.CumulatingEventTimeWindows;
import io.sampo.operators.window.EventTimeSessionWindows;
import io.sampo.operators.window.GlobalWindows;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.operators.window.TumblingProcessingTimeWindows;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Window joins and co-groups, as users write them; records are {@code key-number}. */
class JoinedStreamsTest {
    private static final TumblingEventTimeWindows TEN =
            TumblingEventTimeWindows.of(Duration.ofMillis(10));

    private final StreamEnvironment env = StreamEnvironment.local();

    private static String key(String record) {
        return record.substring(0, record.indexOf('-'));
    }

    private <W extends Window> JoinedStreams.WithWindow<String, String, String, W> join(
            WindowAssigner<? super TaggedUnion<String, String>, W> windows) {
        return env.fromElements("a-1")
                .join(env.fromElements("a-2"))
                .where(JoinedStreamsTest::key)
                .equalTo(JoinedStreamsTest::key)
                .window(windows);
    }

    private <W extends Window> CoGroupedStreams.WithWindow<String, String, String, W> coGroup(
            WindowAssigner<? super TaggedUnion<String, String>, W> windows) {
        return env.fromElements("a-1")
                .coGroup(env.fromElements("a-2"))
                .where(JoinedStreamsTest::key)
                .equalTo(JoinedStreamsTest::key)
                .window(windows);
    }

    private static void lists(
            Iterable<String> first, Iterable<String> second, Collector<String> out) {
        out.collect(first + "+" + second);
    }

    /** Returns the setup of the operator that was written last. */
    private HarnessSetup<FromInput<String, String>, String> setup() {
        JobGraph graph = env.graph("job");
        JobVertex vertex = graph.vertices().get(graph.vertices().size() - 1);
        OperatorFactory<String> factory =
                ClosureCodec.read(vertex.operators().get(0).factory(), getClass().getClassLoader());
        return TwoInputHarness.<String, String, String, String>keyed(
                factory, JoinedStreamsTest::key, JoinedStreamsTest::key);
    }

    private static void first(
            OperatorHarness<FromInput<String, String>, String> harness, String record, long at) {
        harness.process(FromInput.first(record), at);
    }

    private static void second(
            OperatorHarness<FromInput<String, String>, String> harness, String record, long at) {
        harness.process(FromInput.second(record), at);
    }

    @ParameterizedTest
    @EnumSource
    void rule68_aJoinGivesAllPairsOfAKeyAndWindow(Backends backend) {
        join(TEN).apply((one, two) -> one + "+" + two);
        try (OperatorHarness<FromInput<String, String>, String> harness =
                backend.of(setup()).open()) {
            first(harness, "a-1", 1);
            second(harness, "a-2", 9);
            first(harness, "a-3", 5);
            second(harness, "a-4", 0);
            second(harness, "b-5", 3);
            first(harness, "a-6", 10);
            harness.watermark(8);
            assertThat(harness.output()).isEmpty();

            harness.watermark(9);
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Mark(8),
                            new Emitted.Result("a-1+a-2", 9),
                            new Emitted.Result("a-1+a-4", 9),
                            new Emitted.Result("a-3+a-2", 9),
                            new Emitted.Result("a-3+a-4", 9),
                            new Emitted.Mark(9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule68_aCoGroupSeesWindowsOfOneStreamOnly(Backends backend) {
        coGroup(TEN).apply(JoinedStreamsTest::lists);
        try (OperatorHarness<FromInput<String, String>, String> harness =
                backend.of(setup()).open()) {
            first(harness, "a-1", 1);
            first(harness, "a-2", 0);
            second(harness, "b-3", 1);
            first(harness, "c-4", 1);
            second(harness, "c-5", 1);
            harness.watermark(9);
            assertThat(harness.output())
                    .containsExactlyInAnyOrder("[a-1, a-2]+[]", "[]+[b-3]", "[c-4]+[c-5]");
        }
    }

    @Test
    void rule68_aLateRecordFiresTheWholeWindowAgain() {
        join(TEN).allowedLateness(Duration.ofMillis(5)).apply((one, two) -> one + "+" + two);
        try (OperatorHarness<FromInput<String, String>, String> harness = setup().open()) {
            first(harness, "a-1", 1);
            second(harness, "a-2", 2);
            harness.watermark(12);
            harness.clearEmitted();
            second(harness, "a-3", 3);
            assertThat(harness.output()).containsExactly("a-1+a-2", "a-1+a-3");
            harness.watermark(14);
            second(harness, "a-4", 3);
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule68_theFunctionMayGiveAnyNumberOfResults() {
        join(TEN)
                .<String>apply(
                        (one, two, out) -> {
                            out.collect(one);
                            out.collect(two);
                        });
        try (OperatorHarness<FromInput<String, String>, String> harness = setup().open()) {
            first(harness, "a-1", 1);
            second(harness, "a-2", 2);
            harness.endInput();
            assertThat(harness.output()).containsExactly("a-1", "a-2");
        }
    }

    @Test
    void rule68_triggersAndEvictorsSeeBothStreams() {
        coGroup(GlobalWindows.create())
                .trigger(PurgingTrigger.of(CountTrigger.of(3)))
                .evictor(CountEvictor.of(2))
                .apply(JoinedStreamsTest::lists);
        try (OperatorHarness<FromInput<String, String>, String> harness = setup().open()) {
            first(harness, "a-1", 1);
            second(harness, "a-2", 2);
            first(harness, "a-3", 3);
            assertThat(harness.output()).containsExactly("[a-3]+[a-2]");
        }
        assertThatThrownBy(() -> join(TEN).allowedLateness(Duration.ofMillis(-1)))
                .hasMessageContaining("allowedLateness");
    }

    @Test
    void rule68_windowsOfProcessingTimeGoByTheClock() {
        join(TumblingProcessingTimeWindows.of(Duration.ofMillis(10)))
                .apply((one, two) -> one + "+" + two);
        try (OperatorHarness<FromInput<String, String>, String> harness = setup().open()) {
            first(harness, "a-1", Long.MIN_VALUE);
            second(harness, "a-2", Long.MIN_VALUE);
            harness.advanceClockTo(10);
            assertThat(harness.output()).containsExactly("a-1+a-2");
        }
    }

    private static final class Rich implements JoinFunction<String, String, String>, RichFunction {
        private static final long serialVersionUID = 1L;

        private transient String opened = "not opened";

        @Override
        public void open(RuntimeContext context) {
            opened = context.operatorName();
        }

        @Override
        public String join(String first, String second) {
            return opened;
        }
    }

    @Test
    void aRichFunctionIsOpened() {
        join(TEN).apply(new Rich());
        try (OperatorHarness<FromInput<String, String>, String> harness = setup().open()) {
            first(harness, "a-1", 1);
            second(harness, "a-2", 2);
            harness.endInput();
            assertThat(harness.output()).containsExactly("harness");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // users return null all the same
    void noResultIsNull() {
        join(TEN).apply((String one, String two) -> (String) null);
        try (OperatorHarness<FromInput<String, String>, String> harness = setup().open()) {
            first(harness, "a-1", 1);
            second(harness, "a-2", 2);
            assertThatThrownBy(() -> harness.watermark(10))
                    .hasMessageContaining("use a FlatJoinFunction");
        }
    }

    @Test
    void streamsOfTwoEnvironmentsAreRefused() {
        DataStream<String> foreign = StreamEnvironment.local().fromElements("x");
        DataStream<String> own = env.fromElements("a");
        assertThatThrownBy(() -> own.join(foreign)).isInstanceOf(StreamException.class);
        assertThatThrownBy(() -> own.coGroup(foreign)).isInstanceOf(StreamException.class);
    }

    // ---- compared with a plain computation

    private record Event(boolean first, String record, long timestamp) {}

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        long newest = random.nextLong(100) - 50;
        for (int i = 0; i < 60; i++) {
            newest += random.nextInt(8) == 0 ? random.nextInt(40) : random.nextInt(4);
            String key = "k" + random.nextInt(2);
            events.add(new Event(random.nextBoolean(), key + "-" + i, newest - random.nextInt(21)));
        }
        return events;
    }

    private static List<HarnessStep<FromInput<String, String>>> script(
            Random random, List<Event> events) {
        List<HarnessStep<FromInput<String, String>>> script = new ArrayList<>();
        long newest = Long.MIN_VALUE;
        for (Event event : events) {
            FromInput<String, String> record =
                    event.first ? FromInput.first(event.record) : FromInput.second(event.record);
            script.add(HarnessStep.record(record, event.timestamp));
            if (event.timestamp > newest) {
                newest = event.timestamp;
                if (random.nextInt(3) == 0) {
                    // Behind what may still come, and behind sessions that it may touch.
                    script.add(HarnessStep.watermark(newest - 30));
                }
            }
        }
        script.add(HarnessStep.end());
        return script;
    }

    private static boolean meet(
            Event one, Event two, WindowAssigner<Object, TimeWindow> windows, List<Event> all) {
        if (!key(one.record).equals(key(two.record))) {
            return false;
        }
        return !windowsOf(one, windows, all).stream()
                .filter(windowsOf(two, windows, all)::contains)
                .toList()
                .isEmpty();
    }

    private static List<TimeWindow> windowsOf(
            Event event, WindowAssigner<Object, TimeWindow> windows, List<Event> all) {
        List<TimeWindow> own = windows.assign(event.record, event.timestamp, 0);
        if (!(windows instanceof EventTimeSessionWindows)) {
            return own;
        }
        // The session grows until nothing of the key touches it.
        long gap = own.get(0).end() - own.get(0).start();
        long from = event.timestamp;
        long to = event.timestamp + gap;
        List<Event> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingLong(Event::timestamp));
        for (int pass = 0; pass < sorted.size(); pass++) {
            for (Event other : sorted) {
                boolean touches = other.timestamp <= to && other.timestamp + gap >= from;
                if (touches && key(other.record).equals(key(event.record))) {
                    from = Math.min(from, other.timestamp);
                    to = Math.max(to, other.timestamp + gap);
                }
            }
        }
        return List.of(new TimeWindow(from, to));
    }

    @SuppressWarnings("unchecked") // windows of event time look at timestamps alone
    private static List<WindowAssigner<Object, TimeWindow>> kinds() {
        return List.of(
                (WindowAssigner<Object, TimeWindow>) (WindowAssigner<?, TimeWindow>) TEN,
                (WindowAssigner<Object, TimeWindow>)
                        (WindowAssigner<?, TimeWindow>)
                                SlidingEventTimeWindows.of(
                                        Duration.ofMillis(12), Duration.ofMillis(12)),
                (WindowAssigner<Object, TimeWindow>)
                        (WindowAssigner<?, TimeWindow>)
                                CumulatingEventTimeWindows.of(
                                        Duration.ofMillis(20), Duration.ofMillis(20)),
                (WindowAssigner<Object, TimeWindow>)
                        (WindowAssigner<?, TimeWindow>)
                                EventTimeSessionWindows.withGap(Duration.ofMillis(6)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rule68_anyOrderWithinTheBoundGivesThePairsOfAPlainComputation(long seed) {
        for (WindowAssigner<Object, TimeWindow> windows : kinds()) {
            Random random = new Random(seed);
            List<Event> events = events(random);
            List<HarnessStep<FromInput<String, String>>> script = script(random, events);
            List<String> expected = new ArrayList<>();
            for (Event one : events) {
                for (Event two : events) {
                    if (one.first && !two.first && meet(one, two, windows, events)) {
                        expected.add(one.record + "+" + two.record);
                    }
                }
            }
            join(windows).apply((one, two) -> one + "+" + two);
            List<String> results = new ArrayList<>();
            for (Emitted emitted : setup().runExhaustively(script)) {
                if (emitted instanceof Emitted.Result result) {
                    results.add((String) result.value());
                }
            }
            assertThat(results)
                    .as("seed=%d windows=%s", seed, windows)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rule68_windowsThatOverlapGiveAPairForEach(long seed) {
        Random random = new Random(seed);
        List<Event> events = events(random);
        List<HarnessStep<FromInput<String, String>>> script = script(random, events);
        SlidingEventTimeWindows sliding =
                SlidingEventTimeWindows.of(Duration.ofMillis(12), Duration.ofMillis(4));
        List<String> expected = new ArrayList<>();
        for (Event one : events) {
            for (Event two : events) {
                if (one.first && !two.first && key(one.record).equals(key(two.record))) {
                    long apart = Math.abs(one.timestamp - two.timestamp);
                    long later = Math.max(one.timestamp, two.timestamp);
                    // Windows that contain both start at multiples of 4, after "later - 12".
                    for (long start = Math.floorDiv(later, 4L) * 4;
                            start > later - 12;
                            start -= 4) {
                        if (start <= later - apart) {
                            expected.add(one.record + "+" + two.record);
                        }
                    }
                }
            }
        }
        join(sliding).apply((one, two) -> one + "+" + two);
        List<String> results = new ArrayList<>();
        Backends backend = seed < 2 ? Backends.ROCKSDB : Backends.HEAP;
        for (Emitted emitted : backend.of(setup()).runExhaustively(script)) {
            if (emitted instanceof Emitted.Result result) {
                results.add((String) result.value());
            }
        }
        assertThat(results).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(expected);
    }
}
