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
import io.sampo.core.type.Samples.Anything;
import io.sampo.core.type.Samples.Chain;
import io.sampo.core.type.Samples.Order;
import io.sampo.core.type.Samples.Pair;
import io.sampo.core.type.Samples.Shapes;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What would not come back as it was is refused when it is written (rule 46). */
@SuppressWarnings({"ClassCanBeStatic", "UnusedVariable"}) // what users write
class RefusedValuesTest {
    private static final String PLACE = "state 'orders' of operator 'totals'";

    private final ForySerializationFactory factory =
            new ForySerializationFactory(RefusedValuesTest.class.getClassLoader());

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
                "type=io.sampo.core.type.Samples$Pair",
                "it holds class=io.sampo.core.type.RefusedValuesTest$");
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
                .hasMessageContaining("type=io.sampo.core.type.RefusedValuesTest$Connection")
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

    /** Also among others that are fit; what was written before it stays. */
    @Test
    void oneThatIsNotFitIsNamedAmongMany() {
        Object[] values = {new Anything("fit"), new Anything(new Thread()), new Anything("fit")};
        BinaryOutput target = new BinaryOutput();
        ValueSerializer<Object> serializer = factory.create().forWire(PLACE);

        assertThatThrownBy(() -> serializer.writeAll(values, values.length, target))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContaining("place=[" + PLACE + "]")
                .hasMessageContaining("java.lang.Thread");
        Object[] fit = {values[0], values[2]};
        target.clear();
        serializer.writeAll(fit, fit.length, target);
        Object[] again = new Object[2];
        serializer.readAll(again, 2, new BinaryInput(target.toByteArray()));
        assertThat(again).isEqualTo(fit);
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

    private static byte[] write(ValueSerializer<Object> serializer, Object value) {
        BinaryOutput target = new BinaryOutput();
        serializer.write(value, target);
        return target.toByteArray();
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
