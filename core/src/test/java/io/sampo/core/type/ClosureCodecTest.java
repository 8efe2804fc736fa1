/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.KeySelector;
import io.sampo.core.function.ReduceFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosureCodecTest {
    private static final String PLACE = "function of operator 'parse'";
    private static final ClassLoader LOADER = ClosureCodecTest.class.getClassLoader();

    /** Something that cannot be serialized. */
    static class Connection {}

    static class Pool implements Serializable {
        private static final long serialVersionUID = 1L;
        final @Nullable Object held;

        Pool(@Nullable Object held) {
            this.held = held;
        }
    }

    static class Parse implements KeySelector<String, Integer> {
        private static final long serialVersionUID = 1L;
        private final Pool pool;
        private transient @Nullable Connection opened = new Connection();
        private int calls;

        Parse(Pool pool) {
            this.pool = pool;
        }

        @Override
        public Integer getKey(String record) {
            calls++;
            return record.length() + calls;
        }
    }

    static class Failing implements KeySelector<String, Integer> {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            throw new IllegalStateException("no");
        }

        @Override
        public Integer getKey(String record) {
            return 0;
        }
    }

    private final int offset = 3;

    @Test
    void eachReaderHasACopyOfItsOwn() throws Exception {
        byte[] bytes = ClosureCodec.write(new Parse(new Pool("x")), PLACE);

        Parse first = ClosureCodec.read(bytes, LOADER);
        Parse second = ClosureCodec.read(bytes, LOADER);

        assertThat(first.getKey("abc")).isEqualTo(4);
        assertThat(first.getKey("abc")).isEqualTo(5);
        assertThat(second.getKey("abc")).isEqualTo(4);
        assertThat(second.pool.held).isEqualTo("x");
        assertThat(second.opened).isNull();
    }

    @Test
    void lambdasAndMethodReferencesPass() throws Exception {
        int captured = 40;
        KeySelector<String, Integer> lambda = text -> text.length() + captured;
        ReduceFunction<Integer> reference = Integer::sum;
        List<Pattern> patterns = List.of(Pattern.compile("a+"));
        KeySelector<String, Boolean> nested = text -> patterns.get(0).matcher(text).matches();
        Comparator<String> ofJdk =
                (Comparator<String> & Serializable) Comparator.<String>naturalOrder().reversed();

        assertThat(this.<KeySelector<String, Integer>>copy(lambda).getKey("ab")).isEqualTo(42);
        assertThat(copy(reference).reduce(1, 2)).isEqualTo(3);
        assertThat(copy(nested).getKey("aaa")).isTrue();
        assertThat(copy(ofJdk).compare("a", "b")).isPositive();
        assertThat(copy(Map.of("k", new int[] {1})).get("k")).containsExactly(1);
    }

    @Test
    void namesTheFieldThatHoldsTheCulprit() {
        assertUnserializable(
                new Parse(new Pool(new Connection())),
                "place=[" + PLACE + "]",
                "field ClosureCodecTest$Parse.pool, field ClosureCodecTest$Pool.held",
                "of class io.sampo.core.type.ClosureCodecTest$Connection",
                "transient and create the object in open()");
    }

    @Test
    void namesWhatALambdaCaptured() {
        Connection connection = new Connection();
        String harmless = "x";
        KeySelector<String, Integer> lambda =
                text -> text.length() + harmless.length() + connection.hashCode();

        assertUnserializable(
                lambda,
                "it holds captured variable 2",
                "of class io.sampo.core.type.ClosureCodecTest$Connection");
    }

    @Test
    void explainsACapturedThis() {
        KeySelector<String, Integer> lambda = text -> text.length() + offset;

        assertUnserializable(
                lambda,
                "it holds the enclosing this",
                "of class io.sampo.core.type.ClosureCodecTest",
                "copy the field to a local variable");
    }

    @Test
    void explainsAnAnonymousClassThatDragsItsOwnerAlong() {
        KeySelector<String, Integer> anonymous =
                new KeySelector<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Integer getKey(String record) {
                        return record.length() + offset;
                    }
                };

        assertUnserializable(anonymous, "the enclosing this", "static nested class");
    }

    @Test
    void explainsALambdaThatIsNotSerializable() {
        Function<String, Integer> plain = String::length;

        assertUnserializable(
                new Parse(new Pool(plain)), "field ClosureCodecTest$Pool.held", "& Serializable");
        assertUnserializable(plain, "is not Serializable", "Implement the function's interface");
    }

    @Test
    void findsTheCulpritInsideCollections() {
        List<Object> list = new ArrayList<>(List.of("a", new Connection()));

        assertUnserializable(
                new Parse(new Pool(list)), "field ClosureCodecTest$Pool.held[an element]");
        assertUnserializable(
                new Parse(new Pool(Map.of("db", new Connection()))),
                "field ClosureCodecTest$Pool.held[db]");
        assertUnserializable(
                new Parse(new Pool(new Object[] {1, new Connection()})),
                "field ClosureCodecTest$Pool.held[1]");
    }

    @Test
    void classesComeFromTheGivenLoader() {
        String members =
                "public static class F implements io.sampo.core.function.KeySelector<String, Integer>"
                        + " { public Integer getKey(String s) { return s.length(); } }";
        Object function = CompiledProgram.make(members, "new F()");
        byte[] bytes = ClosureCodec.write(function, PLACE);

        Object copy = ClosureCodec.read(bytes, function.getClass().getClassLoader());

        assertThat(copy.getClass()).isSameAs(function.getClass());
        assertThatThrownBy(() -> ClosureCodec.read(bytes, LOADER))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("shop.Program$F")
                .hasMessageContaining("Add the class to the job");
    }

    @Test
    void aChangedClassIsRefused() {
        String before =
                "public static class F implements java.io.Serializable {"
                        + " static final long serialVersionUID = 1; }";
        byte[] bytes = ClosureCodec.write(CompiledProgram.make(before, "new F()"), PLACE);

        assertThatThrownBy(
                        () ->
                                ClosureCodec.read(
                                        bytes, CompiledProgram.of(before.replace("= 1", "= 2"))))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("give all nodes the same job");
    }

    @Test
    void gadgetsAreRefused() throws IOException {
        Object proxy =
                Proxy.newProxyInstance(
                        LOADER, new Class<?>[] {Runnable.class}, new SerializableHandler());
        assertUnreadable(proxy, "dynamic proxy");
        assertUnreadable(new javax.swing.event.EventListenerList(), "may bring along");
        assertUnreadable(
                new javax.management.BadAttributeValueExpException("x"), "may bring along");
        assertUnreadable(new org.apache.fory.collection.Tuple2<>("a", "b"), "may bring along");
    }

    @Test
    void garbageIsAnErrorOfOurs() {
        assertThatThrownBy(() -> ClosureCodec.read(new byte[] {1, 2, 3}, LOADER))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("A function cannot be read back");
        byte[] failing = ClosureCodec.write(new Failing(), PLACE);
        assertThatThrownBy(() -> ClosureCodec.read(failing, LOADER))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("no");
    }

    private static void assertUnserializable(Object function, String... words) {
        assertThatThrownBy(() -> ClosureCodec.write(function, PLACE))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContaining("A function cannot be serialized")
                .hasMessageContainingAll(words);
    }

    private static void assertUnreadable(Object value, String word) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(value);
        }
        assertThatThrownBy(() -> ClosureCodec.read(bytes.toByteArray(), LOADER))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContaining(word);
    }

    private <T> T copy(T function) {
        return ClosureCodec.read(ClosureCodec.write(function, PLACE), LOADER);
    }

    private static final class SerializableHandler
            implements java.lang.reflect.InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Object invoke(
                Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return null;
        }
    }
}
