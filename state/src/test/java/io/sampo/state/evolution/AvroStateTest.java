/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.rocksdb.RocksSettings;
import io.sampo.state.rocksdb.RocksStateBackend;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.testkit.MemorySnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State with values of Avro in both backends, while the program and its parallelism change. What
 * version 1 has stored is in {@code src/test/resources/avro-snapshots}, never to be written anew;
 * {@code -Dsampo.snapshots.write=avro-2} adds some.
 */
class AvroStateTest {
    private static final String WRITE = "sampo.snapshots.write";
    private static final Path STORED = Path.of("src/test/resources/avro-snapshots");
    private static final int LAST = StoredSnapshot.KEY_GROUPS - 1;
    private static final int KEYS = 12;

    @TempDir private static Path sources;
    @TempDir private Path directory;

    private static AvroProgram first;
    private static AvroProgram second;
    private static AvroProgram third;

    private final AtomicInteger opened = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final MemorySnapshots snapshots = new MemorySnapshots();

    @BeforeAll
    static void compile() throws IOException {
        first = AvroProgram.compile(sources.resolve("1"), AvroProgram.CLICK_1);
        second = AvroProgram.compile(sources.resolve("2"), AvroProgram.CLICK_2);
        third = AvroProgram.compile(sources.resolve("3"), AvroProgram.CLICK_3);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private KeyedStateBackend<Object> open(
            String backendName,
            AvroProgram program,
            KeyGroupRange range,
            SnapshotFiles files,
            List<KeyedStateHandle> restored) {
        StateBackend backend =
                backendName.equals("heap")
                        ? new HeapStateBackend()
                        : new RocksStateBackend(RocksSettings.defaults(), 16 << 20);
        open.add(backend);
        BackendContext context =
                new BackendContext(
                        new OperatorId("shop"),
                        0,
                        opened.incrementAndGet(),
                        StoredSnapshot.KEY_GROUPS,
                        range,
                        new ForySerializationFactory(program.loader()),
                        files,
                        directory.resolve("work"),
                        Runnable::run,
                        new ManualClock(0));
        KeyedStateBackend<Object> keyed = backend.open(context, restored);
        open.add(keyed);
        return keyed;
    }

    private KeyedStateBackend<Object> open(
            String backend, AvroProgram program, List<KeyedStateHandle> restored) {
        return open(backend, program, new KeyGroupRange(0, LAST), snapshots, restored);
    }

    private KeyedStateHandle snapshot(KeyedStateBackend<Object> keyed) throws IOException {
        long id = opened.incrementAndGet();
        KeyedStateHandle handle = keyed.snapshot(id, snapshots.store(id)).run();
        keyed.checkpointCompleted(id);
        return handle;
    }

    private static void assertHolds(
            AvroStates states, Map<Long, AvroStates.Model> models, String about) throws Exception {
        for (long key = 0; key < KEYS; key++) {
            states.assertHolds(
                    key, models.getOrDefault(key, AvroStates.Model.EMPTY), about + " key=" + key);
        }
    }

    /** Version 1, 2, again 2 with two subtasks of which one asks for nothing, and 3. */
    @ParameterizedTest
    @CsvSource({"heap,1", "heap,2", "rocksdb,1", "rocksdb,2", "rocksdb,3"})
    void rule46_stateOutlivesVersionsAndParallelism(String backend, long seed) throws Exception {
        Random random = new Random(seed);
        Map<Long, AvroStates.Model> models = new HashMap<>();
        KeyedStateBackend<Object> keyed = open(backend, first, List.of());
        new AvroStates(keyed, first).fill(random, 40, KEYS, models);
        KeyedStateHandle handle = snapshot(keyed);
        keyed = open(backend, first, List.of(handle));
        AvroStates states = new AvroStates(keyed, first);
        assertHolds(states, models, "seed=" + seed + " version=1");
        states.fill(random, 20, KEYS, models);
        handle = snapshot(keyed);

        keyed = open(backend, second, List.of(handle));
        states = new AvroStates(keyed, second);
        states.fill(random, 10, KEYS, models);
        handle = snapshot(keyed);
        assertHolds(states, models, "seed=" + seed + " version=2");

        List<KeyedStateHandle> handles = new ArrayList<>();
        for (int from : List.of(0, 2)) {
            KeyedStateBackend<Object> half =
                    open(
                            backend,
                            second,
                            new KeyGroupRange(from, from + 1),
                            snapshots,
                            List.of(handle));
            if (from == 0) {
                new AvroStates(half, second).fill(random, 10, KEYS, models);
            }
            handles.add(snapshot(half));
        }
        keyed = open(backend, third, handles);
        states = new AvroStates(keyed, third);
        states.fill(random, 5, KEYS, models);
        assertHolds(states, models, "seed=" + seed + " version=3");
        keyed = open(backend, third, List.of(snapshot(keyed)));
        assertHolds(new AvroStates(keyed, third), models, "seed=" + seed + " version=3 again");
    }

    /** Two subtasks, of which only one has met the new version when they become one. */
    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void rule46_subtasksBringTheSchemasOfTheirValuesAlong(String backend) throws Exception {
        for (boolean newerFirst : List.of(true, false)) {
            Map<Long, AvroStates.Model> models = new HashMap<>();
            Random random = new Random(5);
            List<KeyedStateHandle> handles = new ArrayList<>();
            for (int from : List.of(0, 2)) {
                KeyGroupRange range = new KeyGroupRange(from, from + 1);
                AvroProgram program = (from == 0) == newerFirst ? second : first;
                KeyedStateBackend<Object> half =
                        open(backend, program, range, snapshots, List.of());
                new AvroStates(half, program).fill(random, 60, KEYS, models);
                handles.add(snapshot(half));
            }

            KeyedStateBackend<Object> keyed = open(backend, third, handles);
            assertHolds(new AvroStates(keyed, third), models, "newerFirst=" + newerFirst);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void rule46_whatAvroCannotReadIsRefusedBeforeAnythingIsRead(String backend) throws Exception {
        KeyedStateBackend<Object> keyed = open(backend, first, List.of());
        new AvroStates(keyed, first).put(1, 2, 3);
        KeyedStateHandle handle = snapshot(keyed);
        String withoutDefault = AvroProgram.CLICK_2.replace(",\"default\":\"fi\"", "");
        AvroProgram wrong = AvroProgram.compile(directory.resolve("wrong"), withoutDefault);
        KeyedStateBackend<Object> restored = open(backend, wrong, List.of(handle));

        for (StateDescriptor<?> descriptor :
                List.of(
                        StateDescriptor.value("last", wrong.type("Click")),
                        StateDescriptor.list("all", wrong.type("Click")),
                        StateDescriptor.map("map", Long.class, wrong.type("Click")))) {
            assertThatThrownBy(() -> KeyedStates.of(restored, new ManualClock(0)).state(descriptor))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                    .hasMessageContainingAll(
                            "state '" + descriptor.name() + "' of operator 'shop'",
                            "class=shop.Click",
                            "READER_FIELD_MISSING_DEFAULT_VALUE",
                            "/fields/0",
                            "country",
                            "default");
        }
    }

    /**
     * A field came with a default in version 2, and has none in version 3: each fits the one before
     * it, but values of version 1 do not fit version 3. The heap has written them anew, RocksDB has
     * not.
     */
    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void rule46_valuesOfTwoVersionsAgoAreJudgedByTheirOwnSchema(String backend) throws Exception {
        Map<Long, AvroStates.Model> models = new HashMap<>();
        KeyedStateBackend<Object> keyed = open(backend, first, List.of());
        new AvroStates(keyed, first).fill(new Random(7), 40, KEYS, models);
        KeyedStateHandle ofFirst = snapshot(keyed);
        keyed = open(backend, second, List.of(ofFirst));
        new AvroStates(keyed, second).fill(new Random(8), 3, KEYS, models);
        KeyedStateHandle ofSecond = snapshot(keyed);
        String withoutDefault = AvroProgram.CLICK_2.replace(",\"default\":\"fi\"", "");
        AvroProgram strict = AvroProgram.compile(directory.resolve("strict"), withoutDefault);
        StateDescriptor<?> last = StateDescriptor.value("last", strict.type("Click"));

        KeyedStateBackend<Object> older = open(backend, strict, List.of(ofFirst));
        assertThatThrownBy(() -> KeyedStates.of(older, new ManualClock(0)).state(last))
                .hasMessageContainingAll("class=shop.Click", "country", "default");
        KeyedStateBackend<Object> newer = open(backend, strict, List.of(ofSecond));
        if (backend.equals("heap")) {
            assertHolds(new AvroStates(newer, strict), models, "version=3");
            return;
        }
        assertThatThrownBy(() -> KeyedStates.of(newer, new ManualClock(0)).state(last))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                .hasMessageContainingAll(
                        "state 'last' of operator 'shop'",
                        "class=shop.Click",
                        "country",
                        "a version of the program before the last one",
                        "Give the field a default");
    }

    static Stream<String> stored() throws IOException {
        try (Stream<Path> found = Files.list(STORED)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    @EnabledIfSystemProperty(named = WRITE, matches = "avro-[1]")
    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void write(String backend) throws Exception {
        Path target = STORED.resolve(System.getProperty(WRITE) + "-" + backend);
        assertThat(target).as("never written anew").doesNotExist();
        KeyedStateBackend<Object> keyed = open(backend, first, List.of());
        fillStored(new AvroStates(keyed, first));
        StoredSnapshot.write(snapshot(keyed), snapshots, target);
    }

    private static void fillStored(AvroStates states) throws Exception {
        states.put(1, 30, 5);
        states.put(1, 20, 6);
        states.put(2, 10, 5);
    }

    @ParameterizedTest
    @MethodSource("stored")
    void rule46_theProgramOfTodayReadsWhatWasStored(String name) throws Exception {
        String backend = name.substring(name.lastIndexOf('-') + 1);
        StoredSnapshot stored = StoredSnapshot.read(backend, STORED.resolve(name));
        AvroStates.Model one = AvroStates.Model.EMPTY.with(30, 5).with(20, 6);
        Map<Long, AvroStates.Model> models =
                Map.of(1L, one, 2L, AvroStates.Model.EMPTY.with(10, 5));
        for (AvroProgram program : List.of(first, second, third)) {
            KeyedStateBackend<Object> keyed =
                    open(
                            backend,
                            program,
                            new KeyGroupRange(0, LAST),
                            stored.files(),
                            List.of(stored.handle()));

            assertHolds(new AvroStates(keyed, program), models, name);
        }
    }
}
