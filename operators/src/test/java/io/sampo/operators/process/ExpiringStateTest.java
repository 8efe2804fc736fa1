/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.state.AggregatingState;
import io.sampo.state.ListState;
import io.sampo.state.MapState;
import io.sampo.state.ReducingState;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.StateTtlConfig;
import io.sampo.state.ValueState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** State with a time to live of 100 ms, of all kinds, in all backends. */
class ExpiringStateTest {
    private static final StateTtlConfig PLAIN = builder().build();
    private static final StateTtlConfig READ = builder().updateTtlOnReadAndWrite().build();
    private static final StateTtlConfig SHOWN =
            builder().returnExpiredIfNotCleanedUp().disableCleanupInBackground().build();

    private static StateTtlConfig.Builder builder() {
        return StateTtlConfig.newBuilder(Duration.ofMillis(100));
    }

    private static final class Sum implements AggregateFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long value, Long accumulator) {
            return accumulator + value;
        }

        @Override
        public String getResult(Long accumulator) {
            return "sum " + accumulator;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }

    /** Does what the record says: {@code key state command argument}. */
    private static final class Commands extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        private final @Nullable StateTtlConfig config;
        private transient @Nullable ValueState<Long> value;
        private transient @Nullable ListState<String> list;
        private transient @Nullable MapState<String, Long> map;
        private transient @Nullable ReducingState<Long> reducing;
        private transient @Nullable AggregatingState<Long, String> aggregating;

        Commands(@Nullable StateTtlConfig config) {
            this.config = config;
        }

        private <S extends State> S state(RuntimeContext context, StateDescriptor<S> descriptor) {
            return context.getState(
                    config == null ? descriptor : descriptor.enableTimeToLive(config));
        }

        @Override
        public void open(RuntimeContext context) {
            value = state(context, StateDescriptor.value("value", Long.class));
            list = state(context, StateDescriptor.list("list", String.class));
            map = state(context, StateDescriptor.map("map", String.class, Long.class));
            reducing = state(context, StateDescriptor.reducing("sum", Long::sum, Long.class));
            aggregating =
                    state(context, StateDescriptor.aggregating("text", new Sum(), Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void processElement(String record, Context<String> context, Collector<String> out)
                throws Exception {
            String[] words = record.split(" ");
            String argument = words.length > 3 ? words[3] : "";
            switch (words[1] + " " + words[2]) {
                case "value set" -> value.update(Long.valueOf(argument));
                case "value get" -> out.collect("" + value.value());
                case "value clear" -> value.clear();
                case "list add" -> list.add(argument);
                case "list set" -> list.update(List.of(argument.split(",")));
                case "list get" -> out.collect("" + copy(list.get()));
                case "map put" -> map.put(argument, context.timestamp());
                case "map get" -> out.collect("" + map.get(argument));
                case "map has" -> out.collect("" + map.contains(argument));
                case "map empty" -> out.collect("" + map.isEmpty());
                case "map all" -> out.collect(sorted(map).toString());
                case "map keys" -> out.collect("" + new TreeSet<>(copy(map.keys())));
                case "map drop" -> drop(argument);
                case "sum add" -> reducing.add(Long.valueOf(argument));
                case "sum get" -> out.collect("" + reducing.get());
                case "text add" -> aggregating.add(Long.valueOf(argument));
                case "text get" -> out.collect("" + aggregating.get());
                default -> throw new IllegalArgumentException(record);
            }
        }

        @SuppressWarnings("NullAway") // set in open
        private void drop(String wanted) throws Exception {
            Iterator<Map.Entry<String, Long>> entries = map.entries().iterator();
            while (entries.hasNext()) {
                if (entries.next().getKey().equals(wanted)) {
                    entries.remove();
                }
            }
        }

        private static <T> List<T> copy(Iterable<T> elements) {
            List<T> copy = new ArrayList<>();
            elements.forEach(copy::add);
            return copy;
        }

        private static Map<String, Long> sorted(MapState<String, Long> map) throws Exception {
            Map<String, Long> sorted = new TreeMap<>();
            for (Map.Entry<String, Long> entry : map.entries()) {
                sorted.put(entry.getKey(), entry.getValue());
            }
            return sorted;
        }
    }

    private static HarnessSetup<String, String> setup(@Nullable StateTtlConfig config) {
        return KeyedHarness.of(
                new Commands(config), (String record) -> record.substring(0, record.indexOf(' ')));
    }

    private static OperatorHarness<String, String> open(Backends backend, StateTtlConfig config) {
        return backend.of(setup(config)).withClockAt(1_000).open();
    }

    private static List<String> does(OperatorHarness<String, String> harness, String... records) {
        harness.clearEmitted();
        for (String record : records) {
            harness.process(record, harness.currentTimeMillis());
        }
        return harness.output();
    }

    @ParameterizedTest
    @EnumSource
    void rule44_aValueExpiresWhenItsTimeHasPassed(Backends backend) {
        try (OperatorHarness<String, String> harness = open(backend, PLAIN)) {
            does(harness, "a value set 1");
            harness.advanceClockTo(1_099);
            assertThat(does(harness, "a value get")).containsExactly("1");
            harness.advanceClockTo(1_100);
            assertThat(does(harness, "a value get")).containsExactly("null");

            does(harness, "a value set 2");
            harness.advanceClockTo(1_199);
            does(harness, "a value set 3", "b value set 4");
            harness.advanceClockTo(1_298);
            assertThat(does(harness, "a value get", "b value get")).containsExactly("3", "4");
            does(harness, "a value clear");
            assertThat(does(harness, "a value get")).containsExactly("null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_readingBeginsTheTimeAnewIfItIsAskedFor(Backends backend) {
        try (OperatorHarness<String, String> harness = open(backend, READ)) {
            does(harness, "a value set 1", "a list add x", "a map put k", "a sum add 1");
            for (int i = 0; i < 3; i++) {
                harness.advanceClock(Duration.ofMillis(99));
                assertThat(does(harness, "a value get", "a list get", "a map all", "a sum get"))
                        .containsExactly("1", "[x]", "{k=1000}", "1");
            }
            harness.advanceClock(Duration.ofMillis(99));
            assertThat(does(harness, "a map get k", "a value get")).containsExactly("1000", "1");
            harness.advanceClock(Duration.ofMillis(1));
            assertThat(does(harness, "a list get", "a sum get", "a map has k", "a value get"))
                    .containsExactly("[]", "null", "true", "1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_whatHasExpiredIsSeenOnceMoreIfItIsAskedFor(Backends backend) {
        try (OperatorHarness<String, String> harness = open(backend, SHOWN)) {
            does(
                    harness,
                    "a value set 1",
                    "a list add x",
                    "a map put k",
                    "a map put l",
                    "a sum add 1",
                    "a text add 1");
            harness.advanceClock(Duration.ofMillis(100));
            does(harness, "a list add y", "a map put m");
            assertThat(
                            does(
                                    harness,
                                    "a value get",
                                    "a list get",
                                    "a map get k",
                                    "a map all",
                                    "a sum get",
                                    "a text get"))
                    .containsExactly("1", "[x, y]", "1000", "{l=1000, m=1100}", "1", "sum 1");
            assertThat(
                            does(
                                    harness,
                                    "a value get",
                                    "a list get",
                                    "a map get k",
                                    "a map all",
                                    "a sum get",
                                    "a text get"))
                    .containsExactly("null", "[y]", "null", "{m=1100}", "null", "null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_elementsOfListsExpireOneByOne(Backends backend) {
        try (OperatorHarness<String, String> harness = open(backend, PLAIN)) {
            does(harness, "a list add 1");
            harness.advanceClock(Duration.ofMillis(50));
            does(harness, "a list add 2");
            harness.advanceClock(Duration.ofMillis(50));
            does(harness, "a list add 3");
            assertThat(does(harness, "a list get")).containsExactly("[2, 3]");
            harness.advanceClock(Duration.ofMillis(50));
            assertThat(does(harness, "a list get")).containsExactly("[3]");
            does(harness, "a list set 4,5");
            harness.advanceClock(Duration.ofMillis(99));
            assertThat(does(harness, "a list get")).containsExactly("[4, 5]");
            harness.advanceClock(Duration.ofMillis(1));
            assertThat(does(harness, "a list get")).containsExactly("[]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_entriesOfMapsExpireOneByOne(Backends backend) {
        try (OperatorHarness<String, String> harness = open(backend, PLAIN)) {
            does(harness, "a map put k");
            harness.advanceClock(Duration.ofMillis(50));
            does(harness, "a map put l", "a map put m");
            harness.advanceClock(Duration.ofMillis(50));
            assertThat(does(harness, "a map all", "a map has k", "a map get k", "a map keys"))
                    .containsExactly("{l=1050, m=1050}", "false", "null", "[l, m]");
            does(harness, "a map drop l");
            assertThat(does(harness, "a map all")).containsExactly("{m=1050}");
            harness.advanceClock(Duration.ofMillis(50));
            assertThat(does(harness, "a map empty")).containsExactly("true");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_sumsBeginAnewWhateverIsSeen(Backends backend) {
        for (StateTtlConfig config : List.of(PLAIN, READ, SHOWN)) {
            try (OperatorHarness<String, String> harness = open(backend, config)) {
                does(harness, "a sum add 1", "a text add 1");
                harness.advanceClock(Duration.ofMillis(99));
                does(harness, "a sum add 2", "a text add 2");
                harness.advanceClock(Duration.ofMillis(99));
                assertThat(does(harness, "a sum get", "a text get")).containsExactly("3", "sum 3");
                harness.advanceClock(Duration.ofMillis(100));
                does(harness, "a sum add 4", "a text add 4");
                assertThat(does(harness, "a sum get", "a text get")).containsExactly("4", "sum 4");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_theTimeGoesOnWhileTheJobStands(Backends backend) {
        HarnessSetup<String, String> setup = backend.of(setup(PLAIN));
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = open(backend, PLAIN)) {
            does(harness, "a value set 1", "a list add x", "a map put k");
            harness.advanceClock(Duration.ofMillis(50));
            does(harness, "b value set 2", "a list add y", "a map put l");
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<String, String> harness = setup.withClockAt(1_100).restore(snapshot)) {
            assertThat(does(harness, "a value get", "b value get", "a list get", "a map all"))
                    .containsExactly("null", "2", "[y]", "{l=1050}");
        }
    }

    @Test
    void rule44_snapshotsOfTheHeapLeaveOutWhatHasExpired() {
        HarnessSetup<String, String> setup = setup(SHOWN);
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = open(Backends.HEAP, SHOWN)) {
            does(harness, "a value set 1", "a list add x", "a map put k", "b map put k");
            harness.advanceClock(Duration.ofMillis(100));
            does(harness, "b value set 2", "a list add y", "a map put l");
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<String, String> harness = setup.restore(snapshot)) {
            assertThat(
                            does(
                                    harness,
                                    "a value get",
                                    "b value get",
                                    "a list get",
                                    "a map all",
                                    "b map all"))
                    .containsExactly("null", "2", "[y]", "{l=1100}", "{}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_toTurnItOnOrOffForStoredStateIsRefused(Backends backend) {
        for (boolean on : new boolean[] {true, false}) {
            HarnessSetup<String, String> before = backend.of(setup(on ? null : PLAIN));
            HarnessSetup<String, String> after = backend.of(setup(on ? PLAIN : null));
            HarnessSnapshot snapshot;
            try (OperatorHarness<String, String> harness = before.open()) {
                does(harness, "a value set 1");
                snapshot = harness.snapshot();
            }
            assertThatThrownBy(() -> after.restore(snapshot))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                    .hasMessageContaining("value")
                    .hasMessageContaining("with time to live");
        }
    }

    @Test
    void rule44_anotherTimeIsNoMatter() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = open(Backends.HEAP, PLAIN)) {
            does(harness, "a value set 1");
            snapshot = harness.snapshot();
        }
        StateTtlConfig longer = StateTtlConfig.newBuilder(Duration.ofMillis(200)).build();
        try (OperatorHarness<String, String> harness =
                setup(longer).withClockAt(1_199).restore(snapshot)) {
            assertThat(does(harness, "a value get")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_storingAndRestoringChangesNothing(Backends backend) {
        for (long seed = 0; seed < 2; seed++) {
            Random random = new Random(seed);
            List<String> commands =
                    List.of("value set 7", "value get", "list add x", "list get", "map all");
            List<HarnessStep<String>> script = new ArrayList<>();
            long now = 1_000;
            for (int i = 0; i < 60; i++) {
                now += random.nextInt(30);
                script.add(HarnessStep.time(now));
                String command =
                        random.nextInt(4) == 0
                                ? "map put k" + random.nextInt(3)
                                : commands.get(random.nextInt(commands.size()));
                script.add(HarnessStep.record("a " + command, now));
            }
            assertThat(backend.of(setup(PLAIN)).withClockAt(1_000).runExhaustively(script))
                    .as("seed=%d", seed)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule44_manyKeysAgreeWithAPlainModel(Backends backend) {
        Random random = new Random(11);
        Map<String, long[]> model = new LinkedHashMap<>();
        try (OperatorHarness<String, String> harness = open(backend, PLAIN)) {
            for (int i = 0; i < 3_000; i++) {
                harness.advanceClock(Duration.ofMillis(random.nextInt(3)));
                String key = "k" + random.nextInt(80);
                long now = harness.currentTimeMillis();
                if (random.nextBoolean()) {
                    does(harness, key + " value set " + i);
                    model.put(key, new long[] {i, now});
                } else {
                    long[] known = model.get(key);
                    String expected =
                            known == null || now - known[1] >= 100 ? "null" : "" + known[0];
                    assertThat(does(harness, key + " value get"))
                            .as("seed=11 step=%d", i)
                            .containsExactly(expected);
                }
            }
        }
    }

    @Test
    void aTimeToLiveIsPositive() {
        assertThatThrownBy(() -> StateTtlConfig.newBuilder(Duration.ZERO).build())
                .hasMessageContaining("timeToLiveMillis=0");
    }
}
