/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({
    "ClassCanBeStatic",
    "JavaUtilDate",
    "JdkObsolete",
    "UnusedVariable"
}) // what users write
class SerializationTest {
    private static final String PLACE = "state 'orders' of operator 'totals'";

    private final ForySerializationFactory factory =
            new ForySerializationFactory(SerializationTest.class.getClassLoader());

    enum Color {
        RED,
        GREEN {
            @Override
            int level() {
                return 2;
            }
        };

        int level() {
            return 1;
        }
    }

    record Item(String name, int count, Optional<String> note) {}

    record Order(
            String id,
            long total,
            List<Item> items,
            Map<String, Integer> tags,
            @Nullable Instant at,
            Color color) {}

    record Pair<A, B>(A first, B second) {}

    record Anything(@Nullable Object value) {}

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Shapes(Shape first, List<Shape> others) {}

    static class Base {
        int id;
    }

    /** No constructor without arguments, a final field, a field of the superclass. */
    static class Account extends Base {
        final String owner;
        final List<Long> amounts = new ArrayList<>();
        long[] totals = {1, 2};
        transient int cached = 5;

        Account(String owner) {
            this.owner = owner;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Account account
                    && account.id == id
                    && account.owner.equals(owner)
                    && account.amounts.equals(amounts)
                    && Arrays.equals(account.totals, totals);
        }

        @Override
        public int hashCode() {
            return owner.hashCode();
        }
    }

    static class Tags extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;
        int version;

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other) && other instanceof Tags tags && tags.version == version;
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    static class Chain {
        @Nullable Chain next;
    }

    class Inner {
        int value = 3;
    }

    static class OldStyle implements Serializable {
        private static final long serialVersionUID = 1L;
        int value = 1;

        private void writeObject(ObjectOutputStream target) throws IOException {
            target.writeInt(value);
        }

        private void readObject(ObjectInputStream source) throws IOException {
            value = source.readInt();
        }
    }

    static class Sized extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        final int limit;

        Sized(int limit) {
            this.limit = limit;
        }
    }

    record Connection(String name, Socket socket) {}

    static List<Object> values() throws IOException {
        Account account = new Account("ann");
        account.id = 9;
        account.amounts.add(4L);
        Tags tags = new Tags();
        tags.put("k", "v");
        tags.version = 3;
        TreeMap<String, Integer> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(Map.of("a", 1, "b", 2));
        return Arrays.asList(
                "",
                "Sampo",
                "\u00e9\u0000",
                "\u4e2d \ud83d\ude00",
                "half a pair \ud800",
                "x".repeat(70_000),
                0L,
                -1L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0,
                -1,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                1.5,
                -0.0,
                Double.NaN,
                2.5f,
                true,
                false,
                (short) -3,
                (byte) -4,
                'z',
                new byte[] {1, -1},
                new byte[0],
                Instant.MAX,
                Instant.ofEpochSecond(-1, 7),
                UUID.nameUUIDFromBytes(new byte[] {1}),
                new BigDecimal("2.50"),
                BigInteger.TEN.pow(40).negate(),
                LocalDate.EPOCH,
                Duration.ofMillis(-5),
                ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Helsinki")),
                DayOfWeek.FRIDAY,
                URI.create("http://host/path"),
                new Date(7),
                Color.RED,
                Color.GREEN,
                order("o1"),
                new Pair<>("a", new Pair<>(1, List.of(2L))),
                new Anything(null),
                new Anything(Color.GREEN),
                new Anything(order("o2")),
                new Shapes(new Circle(1), List.of(new Square(2), new Circle(3))),
                account,
                tags,
                backwards,
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                Arrays.asList("a", null),
                new LinkedList<>(List.of(1)),
                Set.of(1, 2),
                Map.of("a", List.of(1)),
                new LinkedHashMap<>(Map.of(1, 2)),
                new EnumMap<>(Map.of(Color.GREEN, 1)),
                EnumSet.of(Color.GREEN),
                Optional.empty(),
                Optional.of("x"),
                new int[] {1, 2},
                new int[][] {{1}, {2, 3}},
                new String[] {"a", null},
                new Item[] {new Item("i", 1, Optional.empty())},
                new AbstractMap.SimpleEntry<>("k", 1),
                new AbstractMap.SimpleImmutableEntry<>("k", 1),
                Collections.unmodifiableMap(new TreeMap<>(Map.of(1, 2))),
                new ArrayList<>(List.of(1, 2, 3)).subList(0, 2),
                BitSet.valueOf(new long[] {5}),
                Stream.of("a", "b", "c").toList(),
                Stream.of("a", null).toList(),
                new Pair<>(Stream.of(1, null).toList(), Stream.of(1, 2, 3).toList()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void rule46_stateComesBackAsItWas(Object value) {
        byte[] bytes = write(factory.create().forState(TypeInfo.unknown(), PLACE), value);

        BinaryInput input = new BinaryInput(bytes);
        Object again = fresh().forState(TypeInfo.unknown(), PLACE).read(input);

        assertThat(Objects.deepEquals(again, value)).as("%s", again).isTrue();
        assertThat(input.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsSentComesBackAsItWas(Object value) {
        byte[] bytes = write(factory.create().forWire("channel"), value);

        BinaryInput input = new BinaryInput(bytes);
        Object again = fresh().forWire("channel").read(input);

        assertThat(Objects.deepEquals(again, value)).as("%s", again).isTrue();
        assertThat(input.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("values")
    void aCopyEqualsItsOriginal(Object value) {
        Object copy = factory.create().forWire("channel").copy(value);

        assertThat(Objects.deepEquals(copy, value)).as("%s", copy).isTrue();
    }

    @Test
    void nullIsAValue() {
        ValueSerializer<Object> serializer = factory.create().forState(TypeInfo.unknown(), PLACE);
        BinaryOutput target = new BinaryOutput();
        serializer.write(null, target);

        assertThat(target.length()).isEqualTo(1);
        assertThat(serializer.read(new BinaryInput(target.toByteArray()))).isNull();
    }

    @Test
    void simpleValuesAreShort() {
        ValueSerializer<Object> serializer = factory.create().forState(TypeInfo.unknown(), PLACE);

        assertThat(write(serializer, 1L)).containsExactly(4, 2);
        assertThat(write(serializer, -1)).containsExactly(5, 1);
        assertThat(write(serializer, "ab")).containsExactly(2, 2, 'a', 'b');
        assertThat(write(serializer, true)).containsExactly(8);
    }

    @Test
    void valuesInARowKeepTheirBounds() {
        List<Object> pool =
                List.of(1L, "text", "\u4e2d", order("o"), new byte[] {1}, 2.5, Color.RED);
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Object> written = new ArrayList<>();
            BinaryOutput target = new BinaryOutput();
            ValueSerializer<Object> state = factory.create().forState(TypeInfo.unknown(), PLACE);
            for (int i = 0; i < 30; i++) {
                Object value = pool.get(random.nextInt(pool.size()));
                written.add(value);
                state.write(value, target);
            }
            BinaryInput input = new BinaryInput(target.array(), 0, target.length());
            for (Object value : written) {
                assertThat(Objects.deepEquals(state.read(input), value))
                        .as("seed=%d", seed)
                        .isTrue();
            }
        }
    }

    @Test
    void copiesOfMutableValuesAreIndependent() {
        ValueSerializer<Object> serializer = factory.create().forWire("channel");
        Account account = new Account("ann");
        Account accountCopy = (Account) serializer.copy(account);
        account.amounts.add(1L);
        account.totals[0] = 99;
        assertThat(accountCopy.amounts).isEmpty();
        assertThat(accountCopy.totals).containsExactly(1, 2);

        Order order = new Order("o", 1, new ArrayList<>(), new HashMap<>(), null, Color.RED);
        Order orderCopy = (Order) serializer.copy(order);
        order.items().add(new Item("late", 1, Optional.empty()));
        order.tags().put("late", 1);
        assertThat(orderCopy.items()).isEmpty();
        assertThat(orderCopy.tags()).isEmpty();

        StringBuilder builder = new StringBuilder("a");
        Date date = new Date(1);
        AtomicLong counter = new AtomicLong(1);
        ArrayDeque<Integer> deque = new ArrayDeque<>(List.of(1));
        BitSet bits = BitSet.valueOf(new long[] {1});
        List<Object> all = new ArrayList<>(List.of(builder, date, counter, deque, bits));
        String before = all.toString();
        Object allCopy = serializer.copy(all);
        builder.append("b");
        date.setTime(2);
        counter.set(2);
        deque.add(2);
        bits.set(9);
        assertThat(allCopy).hasToString(before);
    }

    @Test
    void immutableValuesAreNotCopied() {
        ValueSerializer<Object> serializer = factory.create().forWire("channel");
        for (Object value :
                List.of("s", 1L, Color.RED, new Circle(2), new Pair<>("a", List.of(1, 2)))) {
            assertThat(serializer.copy(value)).isSameAs(value);
        }
    }

    @Test
    void rule46_refusesWhatWouldNotComeBack() {
        int captured = 4;
        class Local {
            int held = captured;
        }
        assertRefused(new ArrayList<>(List.of(1)) {}, "double-brace", "List.of(");
        assertRefused(
                new Object() {
                    int field = 1;
                },
                "anonymous class");
        assertRefused((Supplier<Integer> & Serializable) () -> captured, "lambda");
        assertRefused((Supplier<Integer>) () -> captured, "lambda");
        assertRefused((Function<String, Integer> & Serializable) String::length, "lambda");
        assertRefused(new Inner(), "inner class", "enclosing", "make it static");
        assertRefused(new Local(), "make it static");
        assertRefused(new OldStyle(), "writeObject or readObject");
        assertRefused(new Sized(3), "no-argument constructor");
        assertRefused(
                new HashMap<>(Map.of(1, 2)).keySet(), "HashMap$KeySet", "new ArrayList<>(view)");
        assertRefused(Map.entry(1, 2), "KeyValueHolder");
        assertRefused(new IdentityHashMap<>(), "IdentityHashMap");
        assertRefused(new LinkedBlockingDeque<>(), "LinkedBlockingDeque");
        assertRefused(Thread.currentThread(), "java.lang.Thread");
        assertRefused(InetAddress.getLoopbackAddress(), "java.net.Inet4Address");
        assertRefused(new Random(1), "java.util.Random");
        assertRefused(
                java.lang.reflect.Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Runnable.class},
                        (proxy, method, arguments) -> null),
                "proxy");
    }

    @Test
    void rule46_refusalNamesTheHolderAndWhatItHolds() {
        TreeMap<String, Integer> sorted =
                new TreeMap<>((Comparator<String> & Serializable) (a, b) -> b.compareTo(a));
        sorted.put("a", 1);
        assertRefused(new Anything(sorted), "it holds class=", "$$Lambda", "naturalOrder()");
        assertRefused(
                new Pair<>(1, List.of(new ArrayList<>(List.of(1)) {})),
                "type=io.sampo.core.type.SerializationTest$Pair",
                "it holds class=io.sampo.core.type.SerializationTest$");
    }

    @Test
    void rule46_nothingIsWrittenOfAValueThatIsRefused() {
        ValueSerializer<Object> serializer = factory.create().forState(TypeInfo.unknown(), PLACE);
        BinaryOutput target = new BinaryOutput();
        serializer.write("before", target);
        int length = target.length();

        assertThatThrownBy(() -> serializer.write(new Pair<>("x", new Inner()), target))
                .isInstanceOf(StreamException.class);

        assertThat(target.length()).isEqualTo(length);
        serializer.write("after", target);
        BinaryInput input = new BinaryInput(target.toByteArray());
        assertThat(serializer.read(input)).isEqualTo("before");
        assertThat(serializer.read(input)).isEqualTo("after");
    }

    @Test
    void rule46_aTypeKnownToBeUnfitIsRefusedWhenTheJobIsBuilt() {
        assertThatThrownBy(() -> factory.create().forState(TypeInfo.of(Connection.class), PLACE))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContaining("place=[" + PLACE + "]")
                .hasMessageContaining("type=io.sampo.core.type.SerializationTest$Connection")
                .hasMessageContaining("class=java.net.Socket");
        assertThatThrownBy(
                        () ->
                                factory.create()
                                        .forState(
                                                TypeInfo.of(new TypeHint<List<Thread>>() {}),
                                                PLACE))
                .hasMessageContaining("class=java.lang.Thread");
        factory.create().forState(TypeInfo.of(new TypeHint<Map<String, List<Order>>>() {}), PLACE);
        factory.create().forState(TypeInfo.of(Shapes.class), PLACE);
    }

    @Test
    void valuesThatContainThemselvesAreRefused() {
        Chain ring = new Chain();
        ring.next = ring;

        assertRefused(ring, "contains itself");
        assertThatThrownBy(() -> factory.create().forWire("channel").copy(ring))
                .hasMessageContaining("A value cannot be copied")
                .hasMessageContaining("contains itself");
    }

    @Test
    void whatIsTooDeepToBeReadIsRefusedWhenItIsWritten() {
        ValueSerializer<Object> serializer = factory.create().forState(TypeInfo.unknown(), PLACE);
        Chain chain = chain(900);
        Chain again = (Chain) serializer.read(new BinaryInput(write(serializer, chain)));
        assertThat(length(again)).isEqualTo(900);

        assertRefused(chain(1500), "nested more than 1000 levels deep");
    }

    @Test
    void largeValuesPass() {
        ValueSerializer<Object> serializer = factory.create().forState(TypeInfo.unknown(), PLACE);
        List<String> many = new ArrayList<>(Collections.nCopies(200_000, "value"));
        Anything big = new Anything(new byte[3_000_000]);

        assertThat(serializer.read(new BinaryInput(write(serializer, many)))).isEqualTo(many);
        assertThat(write(serializer, big)).hasSizeGreaterThan(3_000_000);
        assertThat(write(serializer, "small")).hasSize(7);
    }

    @Test
    void forgedClassNamesAreRefused() {
        BinaryOutput target = new BinaryOutput();
        new ForySerializationFactory(
                        getClass().getClassLoader(), List.of("java.util.Random", "org."))
                .create()
                .forState(TypeInfo.unknown(), PLACE)
                .write(new Anything(new org.slf4j.helpers.BasicMarkerFactory()), target);

        assertThatThrownBy(
                        () ->
                                factory.create()
                                        .forState(TypeInfo.unknown(), PLACE)
                                        .read(new BinaryInput(target.toByteArray())))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                .hasMessageContaining("place=[" + PLACE + "]")
                .hasMessageContaining("org.slf4j.helpers.BasicMarkerFactory");
    }

    @Test
    void damagedBytesAreAnErrorOfOurs() {
        ValueSerializer<Object> serializer = factory.create().forState(TypeInfo.unknown(), PLACE);
        byte[] bytes = write(serializer, order("damaged"));
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            try {
                serializer.read(new BinaryInput(damaged, 0, length));
            } catch (StreamException expected) {
                assertThat(expected.code()).as("seed=%d", seed).isNotEqualTo(ErrorCode.INTERNAL);
            }
        }
    }

    @Test
    void anUnknownKindIsNamed() {
        assertThatThrownBy(
                        () ->
                                factory.create()
                                        .forState(TypeInfo.unknown(), PLACE)
                                        .read(new BinaryInput(new byte[] {99})))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("place=[" + PLACE + "]")
                .hasMessageContaining("tag=99");
    }

    @Test
    void itCanBeWarmedUp() {
        factory.warmUp();
        factory.warmUp();

        assertThat(write(factory.create().forState(TypeInfo.unknown(), PLACE), 1L)).hasSize(2);
    }

    @Test
    void instancesAreKeptForEachThread() throws InterruptedException {
        byte[] bytes = write(factory.create().forState(TypeInfo.unknown(), PLACE), order("shared"));
        List<Object> results = Collections.synchronizedList(new ArrayList<>());
        ValueSerializer<Object> shared = factory.create().forState(TypeInfo.unknown(), PLACE);
        for (int i = 0; i < 3; i++) {
            // one after the other: a serializer may move between threads
            Thread thread =
                    new Thread(
                            () -> {
                                results.add(shared.read(new BinaryInput(bytes)));
                                results.add(
                                        shared.read(new BinaryInput(write(shared, order("b")))));
                            });
            thread.start();
            thread.join();
        }
        assertThat(results)
                .containsExactly(
                        order("shared"),
                        order("b"),
                        order("shared"),
                        order("b"),
                        order("shared"),
                        order("b"));
    }

    @Test
    void theThreadKeepsItsContextClassLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader other = new ClassLoader(before) {};
        thread.setContextClassLoader(other);
        try {
            write(factory.create().forState(TypeInfo.unknown(), PLACE), order("o"));
            assertThat(thread.getContextClassLoader()).isSameAs(other);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void assertRefused(Object value, String... words) {
        for (ValueSerializer<Object> serializer :
                List.of(
                        factory.create().<Object>forState(TypeInfo.unknown(), PLACE),
                        factory.create().<Object>forWire(PLACE))) {
            assertThatThrownBy(() -> write(serializer, value))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure ->
                                    assertThat(failure.code())
                                            .isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                    .hasMessageContaining("place=[" + PLACE + "]")
                    .hasMessageContaining("type=" + value.getClass().getTypeName())
                    .hasMessageContainingAll(words);
        }
    }

    private Serialization fresh() {
        return new ForySerializationFactory(getClass().getClassLoader()).create();
    }

    private static byte[] write(ValueSerializer<Object> serializer, Object value) {
        BinaryOutput target = new BinaryOutput();
        serializer.write(value, target);
        return target.toByteArray();
    }

    private static Order order(String id) {
        return new Order(
                id,
                5,
                List.of(new Item("i", 1, Optional.of("n")), new Item("j", 2, Optional.empty())),
                new HashMap<>(Map.of("a", 1)),
                Instant.ofEpochSecond(1),
                Color.GREEN);
    }

    private static Chain chain(int length) {
        Chain head = new Chain();
        for (int i = 1; i < length; i++) {
            Chain next = new Chain();
            next.next = head;
            head = next;
        }
        return head;
    }

    private static int length(@Nullable Chain chain) {
        int length = 0;
        for (Chain next = chain; next != null; next = next.next) {
            length++;
        }
        return length;
    }
}
