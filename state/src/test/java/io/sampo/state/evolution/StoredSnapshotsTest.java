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
import io.sampo.core.type.TypeInfo;
import io.sampo.state.ListState;
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.StateTtlConfig;
import io.sampo.state.ValueState;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.rocksdb.RocksSettings;
import io.sampo.state.rocksdb.RocksStateBackend;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.MemorySnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Snapshots that earlier versions of a program, and of the engine, have stored: {@code
 * src/test/resources/snapshots/shop-1-heap} is of version 1 of the program. They are never written
 * anew; a version that stores in another way adds some, with {@code
 * -Dsampo.snapshots.write=shop-3}, where no such directory is yet.
 */
class StoredSnapshotsTest {
    private static final String WRITE = "sampo.snapshots.write";
    private static final Path STORED = Path.of("src/test/resources/snapshots");
    private static final long NOW = 1_000_000;

    @TempDir private Path directory;

    private final AtomicInteger opened = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    static Stream<String> stored() throws IOException {
        try (Stream<Path> found = Files.list(STORED)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static String backendOf(String stored) {
        return stored.substring(stored.lastIndexOf('-') + 1);
    }

    private ShopProgram version2() throws IOException {
        return ShopProgram.compile(
                directory.resolve("v" + opened.incrementAndGet()), ShopProgram.VERSION_2);
    }

    private KeyedStateBackend<Object> open(
            String backendName,
            ShopProgram program,
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
                        new KeyGroupRange(0, StoredSnapshot.KEY_GROUPS - 1),
                        new ForySerializationFactory(program.loader()),
                        files,
                        directory.resolve("work"),
                        Runnable::run,
                        new ManualClock(NOW));
        KeyedStateBackend<Object> keyed = backend.open(context, restored);
        open.add(keyed);
        return keyed;
    }

    /** The states of the program, of one version of its classes. */
    private record Shop(
            KeyedStateBackend<Object> keyed,
            ValueState<Object> order,
            ValueState<Object> expiring,
            ListState<Object> baskets,
            MapState<Object, Object> items,
            TimerQueue<Object, NoNamespace> timers) {
        static Shop of(KeyedStateBackend<Object> keyed, ShopProgram program) {
            KeyedStates states = KeyedStates.of(keyed, new ManualClock(NOW));
            Class<Object> order = program.type("Order");
            return new Shop(
                    keyed,
                    states.state(StateDescriptor.value("order", order)),
                    states.state(
                            StateDescriptor.value("expiring", order)
                                    .enableTimeToLive(
                                            StateTtlConfig.newBuilder(Duration.ofDays(1)).build())),
                    states.state(StateDescriptor.list("baskets", program.type("Basket"))),
                    states.state(
                            new StateDescriptor.Mapping<>(
                                    "items",
                                    TypeInfo.of(program.type("Customer")),
                                    TypeInfo.of(program.type("Item")))),
                    keyed.timers("timers", NamespaceType.NONE));
        }

        void fill(Object[] values) {
            BackendHarness.key(keyed, values[0]);
            order.update(values[1]);
            expiring.update(values[1]);
            baskets.add(values[2]);
            items.put(values[0], values[3]);
            timers.add(5_000, NoNamespace.INSTANCE);
        }

        List<String> texts(Object[] values) {
            BackendHarness.key(keyed, values[0]);
            List<String> texts = new ArrayList<>();
            texts.add(String.valueOf(order.value()));
            texts.add(String.valueOf(expiring.value()));
            baskets.get().forEach(basket -> texts.add(String.valueOf(basket)));
            items.entries().forEach(entry -> texts.add(entry.getKey() + "=" + entry.getValue()));
            return texts;
        }
    }

    @EnabledIfSystemProperty(named = WRITE, matches = "shop-[12]")
    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void write(String backend) throws IOException {
        String name = System.getProperty(WRITE);
        Path target = STORED.resolve(name + "-" + backend);
        assertThat(target).as("never written anew").doesNotExist();
        ShopProgram program =
                name.equals("shop-1") ? ShopProgram.compile(directory.resolve("v1")) : version2();
        MemorySnapshots snapshots = new MemorySnapshots();
        KeyedStateBackend<Object> keyed = open(backend, program, snapshots, List.of());
        Shop.of(keyed, program).fill(program.values());
        KeyedStateHandle handle = keyed.snapshot(1, snapshots.store(1)).run();
        StoredSnapshot.write(handle, snapshots, target);
    }

    @ParameterizedTest
    @MethodSource("stored")
    void rule46_theProgramOfTodayReadsIt(String name) throws IOException {
        StoredSnapshot stored = StoredSnapshot.read(backendOf(name), STORED.resolve(name));
        ShopProgram program = version2();
        KeyedStateBackend<Object> keyed =
                open(backendOf(name), program, stored.files(), List.of(stored.handle()));

        Shop shop = Shop.of(keyed, program);

        String order =
                "Order[more=[Item[cents=20, name=plum, colour=null]], at=0, status=PAID,"
                        + " item=Item[cents=150, name=pear, colour=null],"
                        + " payment=Card[number=1234, year=0], quantity=3]";
        List<String> expected =
                List.of(
                        order,
                        order,
                        "42 [pear] main",
                        "Customer[region=north, number=7]=Item[cents=5, name=nut, colour=null]");
        assertThat(shop.texts(program.values())).isEqualTo(expected);
        assertThat(shop.timers.nextTimestamp()).isEqualTo(5_000);

        // stored again, it is in the form of today, whatever was read of it
        MemorySnapshots snapshots = new MemorySnapshots();
        KeyedStateHandle again = keyed.snapshot(2, snapshots.store(2)).run();
        ShopProgram next = version2();
        KeyedStateBackend<Object> later = open(backendOf(name), next, snapshots, List.of(again));
        assertThat(Shop.of(later, next).texts(next.values())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Item   | record Item(int cents, String name) {}            |"
                        + " state 'order' | class=shop.Item field=cents | storedType=long",
                "Status | enum Status { OPEN, LOST }                         |"
                        + " state 'order' | class=shop.Status constant=PAID is gone | Keep",
                "Basket | class Basket { public long total; }               |"
                        + " state 'baskets' | class=shop.Basket field=total | storedType=int",
            })
    void rule46_whatDoesNotFitIsRefusedBeforeAnythingIsRead(
            String type, String source, String place, String what, String more) throws IOException {
        String wider =
                "public class Values implements java.util.function.Supplier<Object[]> { public"
                        + " Object[] get() { return new Object[0]; } }";
        ShopProgram program =
                ShopProgram.compile(
                        directory.resolve("changed"),
                        ShopProgram.VERSION_2,
                        Map.of(type, "public " + source, "Values", wider));
        for (String name : stored().toList()) {
            StoredSnapshot stored = StoredSnapshot.read(backendOf(name), STORED.resolve(name));
            KeyedStateBackend<Object> keyed =
                    open(backendOf(name), program, stored.files(), List.of(stored.handle()));

            assertThatThrownBy(() -> Shop.of(keyed, program))
                    .as(name)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                    .hasMessageContainingAll(place, "operator 'shop'", what, more);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record Customer(int number, String region) {}",
                "record Customer(String region, long number) {}",
                "record Customer(String region, int number, String name) {}",
                "record Customer(String area, int number) {}",
            })
    void rule46_anotherTypeOfKeysIsRefused(String source) throws IOException {
        ShopProgram program =
                ShopProgram.compile(
                        directory.resolve("changed"),
                        ShopProgram.VERSION_2,
                        Map.of(
                                "Customer",
                                "public " + source,
                                "Values",
                                "public class Values implements"
                                        + " java.util.function.Supplier<Object[]> { public Object[]"
                                        + " get() { return new Object[0]; } }"));
        for (String name : stored().toList()) {
            if (name.equals("shop-1-rocksdb")) {
                // stored before the components of keys were
                continue;
            }
            StoredSnapshot stored = StoredSnapshot.read(backendOf(name), STORED.resolve(name));

            assertThatThrownBy(
                            () ->
                                    open(
                                            backendOf(name),
                                            program,
                                            stored.files(),
                                            List.of(stored.handle())))
                    .as(name)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                    .hasMessageContaining("shop.Customer(region java.lang.String")
                    .hasMessageContaining("start without state");
        }
    }
}
