/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.TypeInfo;
import io.sampo.formats.avro.AvroTypes;
import io.sampo.state.AggregatingState;
import io.sampo.state.ListState;
import io.sampo.state.MapState;
import io.sampo.state.ReducingState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.StateTtlConfig;
import io.sampo.state.ValueState;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.testkit.BackendHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;

/** State of every kind with values of Avro, in one keyed backend, of one version of the program. */
final class AvroStates {
    private static final String POINT =
            "{\"type\":\"record\",\"name\":\"Point\",\"fields\":[{\"name\":\"x\",\"type\":\"%s\"}%s]}";
    private static final Schema POINT_1 = new Schema.Parser().parse(POINT.formatted("int", ""));
    private static final Schema POINT_2 =
            new Schema.Parser()
                    .parse(
                            POINT.formatted(
                                    "long", ",{\"name\":\"z\",\"type\":\"int\",\"default\":4}"));

    private final KeyedStateBackend<Object> keyed;
    private final AvroProgram program;
    private final Schema point;
    private final ValueState<Object> last;
    private final ValueState<Object> expiring;
    private final ListState<Object> all;
    private final MapState<Long, Object> map;
    private final ReducingState<Object> largest;
    private final AggregatingState<Object, String> newest;
    private final ValueState<GenericRecord> generic;
    private final ListTable<NoNamespace, Object> untyped;

    /** What the states of one key hold: clicks are known by user and x. */
    record Model(List<Integer> all, Map<Long, Integer> map) {
        static final Model EMPTY = new Model(List.of(), Map.of());

        Model with(int x, long field) {
            List<Integer> more = new ArrayList<>(all);
            more.add(x);
            Map<Long, Integer> entries = new TreeMap<>(map);
            entries.put(field, x);
            return new Model(more, entries);
        }
    }

    AvroStates(KeyedStateBackend<Object> keyed, AvroProgram program) {
        this.keyed = keyed;
        this.program = program;
        point = program.schema("Click").getField("user") == null ? POINT_2 : POINT_1;
        KeyedStates states = KeyedStates.of(keyed, new ManualClock(0));
        Class<Object> click = program.type("Click");
        last = states.state(StateDescriptor.value("last", click));
        expiring =
                states.state(
                        StateDescriptor.value("expiring", click)
                                .enableTimeToLive(
                                        StateTtlConfig.newBuilder(Duration.ofDays(1)).build()));
        all = states.state(StateDescriptor.list("all", click));
        map = states.state(StateDescriptor.map("map", Long.class, click));
        largest = states.state(StateDescriptor.reducing("largest", AvroStates::larger, click));
        newest =
                states.state(
                        StateDescriptor.aggregating(
                                "newest", new Newest(program), TypeInfo.of(click)));
        generic = states.state(StateDescriptor.value("generic", AvroTypes.generic(point)));
        untyped =
                keyed.listTable(new TableSpec<>("untyped", NamespaceType.NONE, TypeInfo.unknown()));
    }

    private static Object larger(Object left, Object right) {
        return x(left) >= x(right) ? left : right;
    }

    private static long x(Object click) {
        IndexedRecord record = (IndexedRecord) click;
        return ((Number) record.get(record.getSchema().getField("x").pos())).longValue();
    }

    /** Keeps what came last. */
    private record Newest(AvroProgram program)
            implements AggregateFunction<Object, Object, String> {
        @Override
        public Object createAccumulator() {
            return program.click("nobody", 0);
        }

        @Override
        public Object add(Object value, Object accumulator) {
            return value;
        }

        @Override
        public String getResult(Object accumulator) {
            return accumulator.toString();
        }

        @Override
        public Object merge(Object left, Object right) {
            return left;
        }
    }

    /** Puts one click of user {@code u<key>} into every state of a key. */
    void put(long key, int x, long field) throws Exception {
        BackendHarness.key(keyed, key);
        Object click = program.click("u" + key, x);
        last.update(click);
        expiring.update(click);
        all.add(click);
        map.put(field, click);
        largest.add(click);
        newest.add(click);
        GenericRecord record = new GenericData.Record(point);
        if (point == POINT_1) {
            record.put("x", x);
        } else {
            record.put("x", (long) x);
            record.put("z", 4);
        }
        generic.update(record);
        untyped.add(NoNamespace.INSTANCE, click);
    }

    /** Changes a value that was read, in place, and stores it again. */
    void touch(long key) {
        BackendHarness.key(keyed, key);
        Object click = last.value();
        if (click != null) {
            last.update(click);
        }
    }

    void assertHolds(long key, Model model, String about) throws Exception {
        BackendHarness.key(keyed, key);
        if (model.all().isEmpty()) {
            assertThat(last.value()).as(about).isNull();
            return;
        }
        int x = model.all().get(model.all().size() - 1);
        String text = text(key, x);
        assertThat(last.value()).as(about).hasToString(text).isInstanceOf(program.type("Click"));
        assertThat(expiring.value()).as(about).hasToString(text);
        assertThat(newest.get()).as(about).isEqualTo(text);
        assertThat(largest.get())
                .as(about)
                .hasToString(text(key, model.all().stream().max(Integer::compare).orElse(0)));
        List<String> texts = model.all().stream().map(each -> text(key, each)).toList();
        assertThat(all.get()).as(about).extracting(Object::toString).isEqualTo(texts);
        assertThat(untyped.get(NoNamespace.INSTANCE))
                .as(about)
                .extracting(Object::toString)
                .isEqualTo(texts);
        Map<Long, String> entries = new TreeMap<>();
        map.entries().forEach(entry -> entries.put(entry.getKey(), entry.getValue().toString()));
        Map<Long, String> expected = new TreeMap<>();
        model.map().forEach((field, each) -> expected.put(field, text(key, each)));
        assertThat(entries).as(about).isEqualTo(expected);
        assertThat(generic.value())
                .as(about)
                .hasToString(
                        point == POINT_1 ? "{\"x\": " + x + "}" : "{\"x\": " + x + ", \"z\": 4}");
    }

    private String text(long key, int x) {
        return program.textOf("u" + key, x);
    }

    /** Fills some keys at random, and their models alike. */
    void fill(Random random, int times, long keys, Map<Long, Model> models) throws Exception {
        for (int i = 0; i < times; i++) {
            long key = random.nextLong(keys);
            if (!keyed.keyGroups()
                    .contains(BackendHarness.keyGroup(key, StoredSnapshot.KEY_GROUPS))) {
                continue;
            }
            if (random.nextInt(10) == 0) {
                touch(key);
                continue;
            }
            int x = random.nextInt(60);
            long field = random.nextInt(5);
            put(key, x, field);
            models.merge(key, Model.EMPTY.with(x, field), (old, one) -> old.with(x, field));
        }
    }
}
