/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static io.sampo.core.type.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.Samples.Account;
import io.sampo.core.type.Samples.Anything;
import io.sampo.core.type.Samples.Circle;
import io.sampo.core.type.Samples.Color;
import io.sampo.core.type.Samples.Item;
import io.sampo.core.type.Samples.Order;
import io.sampo.core.type.Samples.Pair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JavaUtilDate"}) // what users write
class SerializationTest {
    private static final String PLACE = "state 'orders' of operator 'totals'";

    private final ForySerializationFactory factory =
            new ForySerializationFactory(SerializationTest.class.getClassLoader());

    @ParameterizedTest
    @MethodSource("io.sampo.core.type.Samples#values")
    void rule46_stateComesBackAsItWas(Object value) {
        byte[] bytes = write(factory.create().forState(TypeInfo.unknown(), PLACE), value);

        BinaryInput input = new BinaryInput(bytes);
        Object again = fresh().forState(TypeInfo.unknown(), PLACE).read(input);

        assertThat(Objects.deepEquals(again, value)).as("%s", again).isTrue();
        assertThat(input.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.sampo.core.type.Samples#values")
    void whatIsSentComesBackAsItWas(Object value) {
        byte[] bytes = write(factory.create().forWire("channel"), value);

        BinaryInput input = new BinaryInput(bytes);
        Object again = fresh().forWire("channel").read(input);

        assertThat(Objects.deepEquals(again, value)).as("%s", again).isTrue();
        assertThat(input.remaining()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.sampo.core.type.Samples#values")
    void manyOfAClassComeBackAsTheyWere(Object value) {
        assertSameTogether(value, value, value);
        assertSameTogether(value);
        assertSameTogether(value, null, value);
        assertSameTogether(value, "text", value);
    }

    private void assertSameTogether(@Nullable Object... values) {
        BinaryOutput target = new BinaryOutput();
        target.writeByte(7);
        factory.create().forWire("channel").writeAll(values, values.length, target);
        BinaryInput input = new BinaryInput(target.toByteArray());
        input.skip(1);
        Object[] again = new Object[values.length];
        fresh().forWire("channel").readAll(again, values.length, input);

        assertThat(again).isEqualTo(values);
        assertThat(input.remaining()).isZero();
    }

    /** What they have in common is there once. */
    @Test
    void manyOfAClassAreShort() {
        Object[] items = new Object[100];
        Arrays.setAll(items, i -> new Item("i", i, Optional.empty()));
        BinaryOutput together = new BinaryOutput();
        ValueSerializer<Object> serializer = factory.create().forWire("channel");
        serializer.writeAll(items, items.length, together);

        assertThat(together.length()).isLessThan(40 * write(serializer, items[0]).length);
    }

    @Test
    void fewerValuesThanAnnouncedAreRefused() {
        Object[] items = {new Item("a", 1, Optional.empty()), new Item("b", 2, Optional.empty())};
        BinaryOutput target = new BinaryOutput();
        ValueSerializer<Object> serializer = factory.create().forWire("channel");
        serializer.writeAll(items, 2, target);

        assertThatThrownBy(
                        () ->
                                serializer.readAll(
                                        new Object[3], 3, new BinaryInput(target.toByteArray())))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("place=[channel]")
                .hasMessageContaining("count=3");
    }

    @ParameterizedTest
    @MethodSource("io.sampo.core.type.Samples#values")
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
    void largeValuesPass() {
        ValueSerializer<Object> serializer = factory.create().forState(TypeInfo.unknown(), PLACE);
        List<String> many = new ArrayList<>(Collections.nCopies(200_000, "value"));
        Anything big = new Anything(new byte[3_000_000]);

        assertThat(serializer.read(new BinaryInput(write(serializer, many)))).isEqualTo(many);
        assertThat(write(serializer, big)).hasSizeGreaterThan(3_000_000);
        assertThat(write(serializer, "small")).hasSize(7);
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

    private Serialization fresh() {
        return new ForySerializationFactory(getClass().getClassLoader()).create();
    }

    private static byte[] write(ValueSerializer<Object> serializer, Object value) {
        BinaryOutput target = new BinaryOutput();
        serializer.write(value, target);
        return target.toByteArray();
    }
}
