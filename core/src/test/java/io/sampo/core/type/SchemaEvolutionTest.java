/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to stored values when the program has changed (rule 46). */
class SchemaEvolutionTest {
    private static final String PLACE = "state 'orders' of operator 'totals'";

    @Test
    void rule46_addedFieldsAreNullOrZero() {
        assertRead(
                "public record A(int x, String s) {}",
                "new A(5, \"q\")",
                "public record A(int x, long y, String s, List<String> l, Optional<String> o) {}",
                "A[x=5, y=0, s=q, l=null, o=null]");
    }

    @Test
    void rule46_addedFieldsOfAClassAreAsItsConstructorSetsThem() {
        assertRead(
                "public static class A { int x = 4; }",
                "new A()",
                "public static class A { int x; int y = 9; List<String> l = new ArrayList<>();"
                        + " public String toString() { return x + \" \" + y + l; } }",
                "4 9[]");
    }

    @Test
    void rule46_removedFieldsAreSkipped() {
        assertRead(
                "public record A(int x, String s, List<String> l) {}",
                "new A(5, \"q\", List.of(\"z\"))",
                "public record A(String s) {}",
                "A[s=q]");
    }

    @Test
    void rule46_fieldsMayChangeTheirOrder() {
        assertRead(
                "public record A(int x, int y) {}",
                "new A(5, 6)",
                "public record A(int y, int x) {}",
                "A[y=6, x=5]");
    }

    @Test
    void rule46_fieldsOfHeldClassesMayBeAddedToo() {
        assertRead(
                "public record B(int p) {} public record A(B b, List<B> l) {}",
                "new A(new B(4), List.of(new B(5)))",
                "public record B(String q, int p) {} public record A(B b, List<B> l) {}",
                "A[b=B[q=null, p=4], l=[B[q=null, p=5]]]");
    }

    @Test
    void rule46_enumConstantsGoByName() {
        assertRead(
                "public enum E { P, Q } public record A(E e, List<E> l, Map<E, E> m,"
                        + " EnumMap<E, E> em, EnumSet<E> es) {}",
                "new A(E.Q, List.of(E.Q), Map.of(E.Q, E.Q), new EnumMap<>(Map.of(E.Q, E.Q)),"
                        + " EnumSet.of(E.Q))",
                "public enum E { N, P, Q } public record A(E e, List<E> l, Map<E, E> m,"
                        + " EnumMap<E, E> em, EnumSet<E> es) {}",
                "A[e=Q, l=[Q], m={Q=Q}, em={Q=Q}, es=[Q]]");
    }

    @Test
    void rule46_aClassMayBecomeARecord() {
        assertRead(
                "public static class A { int x = 4; }",
                "new A()",
                "public record A(int x) {}",
                "A[x=4]");
    }

    @Test
    void rule46_typesThatOnlyThePackageSeesWork() {
        assertRead(
                "sealed interface S permits B {} record B(int p) implements S {}"
                        + " record A(List<S> l, S s) {}",
                "new A(List.of(new B(1)), new B(2))",
                "sealed interface S permits B {} record B(int p) implements S {}"
                        + " record A(List<S> l, S s, int y) {}",
                "A[l=[B[p=1]], s=B[p=2], y=0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int                | 5                       | long",
                "int                | 5                       | Integer",
                "Integer            | null                    | int",
                "int                | 5                       | String",
                "boolean            | true                    | int",
                "long               | 5                       | int",
                "double             | 5.5                     | int",
                "String             | \"7\"                   | int",
                "String             | \"zz\"                  | int",
                "String             | \"7\"                   | List<String>",
                "String             | \"7\"                   | B",
                "B                  | new B(3)                | String",
                "B                  | new B(3)                | List<B>",
                "List<String>       | List.of(\"7\")          | List<Integer>",
                "List<String>       | List.of(\"7\")          | Map<String,String>",
                "Map<String,Integer>| Map.of(\"7\", 1)        | Map<String,Long>",
                "Instant            | Instant.EPOCH           | long",
                "Instant            | Instant.EPOCH           | LocalDate",
                "Optional<String>   | Optional.of(\"s\")      | String",
                "int[]              | new int[] {1}           | long[]",
                "E                  | E.P                     | String",
            })
    void rule46_changedFieldsAreRefused(String before, String value, String after) {
        String held = "public record B(int p) {} public enum E { P, Q } ";
        Stored stored =
                new Stored(held + "public record A(" + before + " x) {}", "new A(" + value + ")");
        String later = held + "public record A(" + after + " x) {}";

        // first what is declared, which is seen before any value is read
        assertThatThrownBy(() -> stored.check(later))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("place=[" + PLACE + "]")
                .hasMessageContaining("class=shop.Program$A field=x")
                .hasMessageContaining("storedType=")
                .hasMessageContaining("under a new name");
        // then what a field of an open type turned out to be
        assertThatThrownBy(() -> stored.read(later))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("place=[" + PLACE + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "List<String> | List.of(\"7\") | Set<String>",
                "B            | new B(3)       | C",
            })
    void rule46_changedFieldsThatFitByChanceAreRefused(String before, String value, String after) {
        String held = "public record B(int p) {} public record C(int p) {} ";
        Stored stored =
                new Stored(held + "public record A(" + before + " x) {}", "new A(" + value + ")");

        assertThatThrownBy(() -> stored.check(held + "public record A(" + after + " x) {}"))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("class=shop.Program$A field=x");
    }

    @Test
    void rule46_aFieldThatMovedToASuperclassIsRefused() {
        Stored stored = new Stored("public static class A { int x = 4; int q = 8; }", "new A()");
        String later =
                "public static class S { int q = 3; } public static class A extends S { int x; }";

        assertThatThrownBy(() -> stored.check(later))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("class=shop.Program$A field=q has moved")
                .hasMessageContaining("q@shop.Program$S");
        assertThatThrownBy(() -> stored.read(later))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("field=q has moved");
    }

    @Test
    void rule46_aClassThatIsGoneIsNamed() {
        Stored stored =
                new Stored(
                        "public record B(int x) {} public record A(int y, Object x) {}",
                        "new A(1, new B(4))");

        assertThatThrownBy(() -> stored.read("public record A(int y, Object x) {}"))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("place=[" + PLACE + "]")
                .hasMessageContaining("shop.Program$B")
                .hasMessageContaining("must stay");
    }

    @Test
    void rule46_anEnumConstantThatIsGoneIsNamed() {
        Stored stored = new Stored("public enum A { P, Q }", "A.Q");

        assertThatThrownBy(() -> stored.read("public enum A { P, R }"))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("Q");
        assertThatThrownBy(() -> stored.check("public enum A { P, R }"))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("place=[" + PLACE + "]")
                .hasMessageContaining("class=shop.Program$A constant=Q is gone, now=[P, R]")
                .hasMessageContaining("Keep the constant");
        stored.check("public enum A { R, Q, P }");
    }

    @Test
    void rule46_aSubclassOfASealedTypeThatIsGoneIsNamed() {
        String before =
                "public sealed interface S permits B, C {} public record B(int p) implements S {}"
                        + " public record C() implements S {} public record A(S s) {}";
        Stored stored = new Stored(before, "new A(new C())");
        String without =
                "public sealed interface S permits B {} public record B(int p) implements S {}"
                        + " public record C() {} public record A(S s) {}";

        assertThatThrownBy(() -> stored.check(without))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining(
                        "class=shop.Program$S subclass=shop.Program$C is gone, now=[shop.Program$B]")
                .hasMessageContaining("Keep the subclass");
        assertRead(
                before,
                "new A(new C())",
                "public sealed interface S permits B, C, D {} public record B(int p) implements S {}"
                        + " public record C() implements S {} public record D() implements S {}"
                        + " public record A(S s) {}",
                "A[s=C[]]");
        // open to all, so the former two are still allowed
        stored.check(
                "public interface S {} public record B(int p) implements S {}"
                        + " public record C() implements S {} public record A(S s) {}");
    }

    @Test
    void rule46_changesAreFoundWithoutTheDeclaration() {
        CompiledProgram before =
                CompiledProgram.of(
                        "public record A(int x, String s, B b, D d) {} public record B(int p) {}"
                                + " public enum C { P } public record D() {}");
        String schema =
                serializationOf(before).schemaOf(TypeInfo.of(before.type("A")))
                        + "\n"
                        + "shop.Program$C [P]";
        CompiledProgram after =
                CompiledProgram.of(
                        "public record A(long x, B b, Integer n) {} public record B(int p) {}"
                                + " public enum C { P, Q }");

        assertThat(new ForySerializationFactory(before).schemaChanges(schema)).isEmpty();
        assertThat(new ForySerializationFactory(after).schemaChanges(schema))
                .extracting(SchemaChange::what, SchemaChange::fits)
                .containsExactlyInAnyOrder(
                        tuple(
                                "class=shop.Program$A field=x was stored as storedType=int and is now"
                                        + " of type=long",
                                false),
                        tuple(
                                "class=shop.Program$A field=s is gone: storedType=java.lang.String",
                                true),
                        tuple(
                                "class=shop.Program$A field=d is gone: storedType=shop.Program$D",
                                true),
                        tuple("class=shop.Program$A field=n is new: type=java.lang.Integer", true),
                        tuple("class=shop.Program$C constant=Q is new", true),
                        tuple("class=shop.Program$D is not in the program any more", true));
        assertThat(
                        new ForySerializationFactory(after)
                                .schemaChanges("java.util.List<shop.Program$D>\nshop.Program$D {}"))
                .extracting(SchemaChange::what, SchemaChange::fits)
                .containsExactly(tuple("class=shop.Program$D is not in the program", false));
    }

    @Test
    void rule46_aConstructorThatRefusesNullIsNamed() {
        Stored stored = new Stored("public record A(int x) {}", "new A(4)");

        assertThatThrownBy(
                        () ->
                                stored.read(
                                        "public record A(int x, String s) { public A {"
                                                + " Objects.requireNonNull(s, \"s\"); } }"))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("NullPointerException: s")
                .hasMessageContaining("a constructor must accept null or zero");
    }

    @Test
    void rule46_aDifferentTypeAltogetherIsRefused() {
        Serialization serialization = serializationOf(getClass().getClassLoader());
        String stored = serialization.schemaOf(TypeInfo.of(Long.class));

        assertThatThrownBy(
                        () -> serialization.checkSchema(stored, TypeInfo.of(String.class), PLACE))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("storedType=java.lang.Long")
                .hasMessageContaining("type=java.lang.String");
        assertThatCode(() -> serialization.checkSchema(stored, TypeInfo.unknown(), PLACE))
                .doesNotThrowAnyException();
    }

    @Test
    void rule46_recordAndEnumAreNotTheSame() {
        Stored stored = new Stored("public record A(int x) {}", "new A(4)");

        assertThatThrownBy(() -> stored.check("public enum A { P }"))
                .isInstanceOfSatisfying(StreamException.class, SchemaEvolutionTest::isIncompatible)
                .hasMessageContaining("class=shop.Program$A was");
    }

    @Test
    void schemasAreReadable() {
        CompiledProgram program =
                CompiledProgram.of(
                        "public enum E { P, Q } public static class S { Instant at; }"
                                + " public static class A extends S { Map<String, List<B>> x;"
                                + " int[] n; transient int t; static int c; Shape s; }"
                                + " public record B(E e, Optional<? extends Number> o, A back) {}"
                                + " public sealed interface Shape permits R {}"
                                + " public record R() implements Shape {}");

        assertThat(serializationOf(program).schemaOf(TypeInfo.of(program.type("A"))))
                .isEqualTo(
                        """
                        shop.Program$A
                        shop.Program$A {at@shop.Program$S: java.time.Instant, n: int[], s: \
                        shop.Program$Shape, x: java.util.Map<java.lang.String,\
                        java.util.List<shop.Program$B>>}
                        shop.Program$B {back: shop.Program$A, e: shop.Program$E, o: \
                        java.util.Optional<?>}
                        shop.Program$E [P, Q]
                        shop.Program$R {}
                        shop.Program$Shape = shop.Program$R""");
    }

    @Test
    void whatIsSentIsReadByTheSameProgramOnly() {
        Object value = CompiledProgram.make("public record A(int x) {}", "new A(4)");
        BinaryOutput target = new BinaryOutput();
        serializationOf(value.getClass().getClassLoader())
                .forWire("channel from 'a' to 'b'")
                .write(value, target);
        CompiledProgram later = CompiledProgram.of("public record A(int x, int y) {}");

        assertThatThrownBy(
                        () ->
                                serializationOf(later)
                                        .forWire("channel from 'a' to 'b'")
                                        .read(new BinaryInput(target.toByteArray())))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContaining("place=[channel from 'a' to 'b']")
                .hasMessageContaining("Both sides must run the same program");
    }

    private static void isIncompatible(StreamException failure) {
        assertThat(failure.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
    }

    private static void assertRead(
            String before, String expression, String after, String expected) {
        Stored stored = new Stored(before, expression);
        stored.check(after);
        assertThat(stored.read(after)).hasToString(expected);
        assertThat(stored.read(before)).isNotNull();
    }

    private static Serialization serializationOf(ClassLoader loader) {
        return new ForySerializationFactory(loader).create();
    }

    /** A value as an earlier version of the program stored it, with its schema. */
    private static final class Stored {
        private final byte[] bytes;
        private final String schema;

        Stored(String program, String expression) {
            Object value = CompiledProgram.make(program, expression);
            Serialization serialization = serializationOf(value.getClass().getClassLoader());
            BinaryOutput target = new BinaryOutput();
            serialization.forState(TypeInfo.unknown(), PLACE).write(value, target);
            bytes = target.toByteArray();
            schema = serialization.schemaOf(TypeInfo.of(value.getClass()));
        }

        void check(String laterProgram) {
            CompiledProgram later = CompiledProgram.of(laterProgram);
            serializationOf(later).checkSchema(schema, TypeInfo.of(later.type("A")), PLACE);
        }

        @Nullable Object read(String laterProgram) {
            ValueSerializer<Object> serializer =
                    serializationOf(CompiledProgram.of(laterProgram))
                            .forState(TypeInfo.unknown(), PLACE);
            serializer.read(new BinaryInput(bytes));
            // the second time, what the first has set up is reused
            return serializer.read(new BinaryInput(bytes));
        }
    }
}
