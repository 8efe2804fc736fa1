/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.SchemaChange;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.formats.avro.AvroTypes;
import io.sampo.state.memory.HeapSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of Avro through the serialization of jobs. */
class AvroValuesTest {
    private static final String PLACE = "state 'clicks' of operator 'totals'";
    private static final String PAIR =
            "Pair public record Pair(Click first, String text, java.util.List<Click> more) {}";
    private static final Schema POINT =
            SchemaBuilder.record("Point").fields().requiredInt("x").requiredString("y").endRecord();

    record Holder(GenericRecord declared, Object open) {}

    @TempDir private Path directory;

    private int compiled;

    private AvroProgram compile(String schema, String... sources) throws IOException {
        return AvroProgram.compile(directory.resolve("p" + ++compiled), schema, sources);
    }

    private static Serialization of(AvroProgram program) {
        return new ForySerializationFactory(program.loader()).create();
    }

    private static byte[] write(ValueSerializer<Object> serializer, Object value) {
        BinaryOutput target = new BinaryOutput();
        serializer.write(value, target);
        return target.toByteArray();
    }

    private static Object read(ValueSerializer<Object> serializer, byte[] bytes) {
        BinaryInput source = new BinaryInput(bytes);
        Object value = Objects.requireNonNull(serializer.read(source));
        assertThat(source.remaining()).isZero();
        return value;
    }

    private static Object pair(AvroProgram program) {
        try {
            return program.type("Pair")
                    .getConstructors()[0]
                    .newInstance(
                            program.click("ann", 1),
                            "text",
                            List.of(program.click("bob", 2), program.click("cid", 3)));
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static GenericRecord point(int x, String y) {
        GenericRecord point = new GenericData.Record(POINT);
        point.put("x", x);
        point.put("y", y);
        return point;
    }

    @Test
    void comeBackEqualFromStateAndWire() throws IOException {
        AvroProgram program = compile(AvroProgram.CLICK_1, PAIR);
        Serialization other = of(program);
        for (Object value :
                List.of(program.click("ann", 1), pair(program), List.of(program.click("é", 2)))) {
            TypeInfo<Object> type = TypeInfo.unknown();
            byte[] stored = write(of(program).forState(type, PLACE), value);
            byte[] sent = write(of(program).forWire(PLACE), value);

            assertThat(read(other.forState(type, PLACE), stored)).isEqualTo(value);
            assertThat(read(other.forWire(PLACE), sent)).isEqualTo(value);
            assertThat(new String(sent, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .as("no schema among equal programs")
                    .doesNotContain("\"fields\"");
        }
    }

    @Test
    void genericRecordsBringTheirSchemaAlong() {
        GenericRecord point = point(5, "y");
        for (boolean wire : List.of(true, false)) {
            List<ValueSerializer<Object>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Serialization serialization =
                        new ForySerializationFactory(getClass().getClassLoader()).create();
                both.add(
                        wire
                                ? serialization.forWire(PLACE)
                                : serialization.forState(TypeInfo.unknown(), PLACE));
            }
            Holder holder = new Holder(point, point(7, "w"));
            assertThat(read(both.get(1), write(both.get(0), holder))).isEqualTo(holder);
            assertThat(read(both.get(1), write(both.get(0), point)).toString())
                    .isEqualTo(point.toString());
            byte[] written = write(both.get(0), List.of(point, point(6, "z")));
            Object again = read(both.get(1), written);

            assertThat(again.toString()).isEqualTo(List.of(point, point(6, "z")).toString());
            assertThat(((GenericRecord) ((List<?>) again).get(1)).getSchema()).isEqualTo(POINT);
        }
    }

    @Test
    void copiesShareNothingThatChanges() throws IOException {
        AvroProgram program = compile(AvroProgram.CLICK_1, PAIR);
        ValueSerializer<Object> wire = of(program).forWire(PLACE);
        Object pair = pair(program);
        Object copy = wire.copy(pair);
        GenericRecord point = point(5, "y");
        GenericRecord copied = (GenericRecord) wire.copy(point);
        copied.put("x", 6);

        assertThat(copy).isEqualTo(pair).isNotSameAs(pair);
        assertThat(wire.copy(program.click("ann", 1))).isEqualTo(program.click("ann", 1));
        assertThat(point.get("x")).isEqualTo(5);
        assertThat(copied.getSchema()).isSameAs(POINT);
    }

    @Test
    void theDescriptionOfAStateSavesTheSchemaOfEachValue() throws IOException {
        AvroProgram program = compile(AvroProgram.CLICK_1, PAIR);
        for (String name : List.of("Click", "Pair")) {
            TypeInfo<Object> type = TypeInfo.of(program.type(name));
            Object value = name.equals("Click") ? program.click("ann", 1) : pair(program);
            Serialization serialization = of(program);
            String description = serialization.schemaOf(type);

            byte[] alone = write(serialization.forState(type, PLACE), value);
            byte[] described = write(serialization.forState(type, PLACE, description), value);

            assertThat(description).contains("shop.Click avro {\"type\":\"record\"");
            assertThat(alone.length).isGreaterThan(described.length + 400);
            assertThat(described.length).isLessThan(name.equals("Click") ? 100 : 250);
            assertThat(read(of(program).forState(type, PLACE, description), described))
                    .isEqualTo(value);
        }
    }

    @Test
    void rule46_anotherVersionReadsByTheRulesOfAvro() throws IOException {
        AvroProgram first = compile(AvroProgram.CLICK_1, PAIR);
        AvroProgram second = compile(AvroProgram.CLICK_2, PAIR);
        TypeInfo<Object> click = TypeInfo.of(second.type("Click"));
        byte[] alone = write(of(first).forState(TypeInfo.unknown(), PLACE), first.click("ann", 7));
        byte[] nested = write(of(first).forState(TypeInfo.unknown(), PLACE), pair(first));
        String one = AvroProgram.clickOfVersion2("ann", 1);
        String two = AvroProgram.clickOfVersion2("bob", 2);
        String three = AvroProgram.clickOfVersion2("cid", 3);

        Serialization serialization = of(second);
        assertThat(read(serialization.forState(click, PLACE), alone))
                .isInstanceOf(second.type("Click"))
                .hasToString(AvroProgram.clickOfVersion2("ann", 7));
        String description = serialization.schemaOf(click);
        byte[] now =
                write(serialization.forState(click, PLACE, description), second.click("ann", 7));
        assertThat(read(of(second).forState(click, PLACE, description), now))
                .isEqualTo(second.click("ann", 7));
        assertThat(now.length).as("also once another version was read").isLessThan(100);
        assertThat(read(of(second).forState(TypeInfo.unknown(), PLACE), nested))
                .hasToString(
                        "Pair[first=" + one + ", text=text, more=[" + two + ", " + three + "]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'b','type':'int'}                   | {'name':'b','type':'long'}      | b: 5",
                "{'name':'b','type':'int'}                   | {'name':'b','type':'double'}    | b: 5.0",
                "{'name':'b','type':'int'}                   | {'name':'b','type':['null','int']} | b: 5",
                "{'name':'b','type':'int'}                   | {'name':'c','type':'int','aliases':['b']} | c: 5",
                "{'name':'b','type':'int'}                   | {'name':'c','type':'int','default':9} | c: 9",
                "{'name':'b','type':'int'}                   | {'name':'c','type':'int'}       | !READER_FIELD_MISSING_DEFAULT_VALUE at=/fields/1",
                "{'name':'b','type':'int'}                   | {'name':'b','type':'string'}    | !TYPE_MISMATCH at=/fields/1/type",
                "{'name':'b','type':['null','int']}          | {'name':'b','type':'int'}       | !TYPE_MISMATCH at=/fields/1/type",
                "{'name':'b','type':'long'}                  | {'name':'b','type':'int'}       | !TYPE_MISMATCH at=/fields/1/type",
                "{'name':'b','type':{'type':'enum','name':'E','symbols':['P','Q']}} |"
                        + " {'name':'b','type':{'type':'enum','name':'E','symbols':['Q','N']}} |"
                        + " !MISSING_ENUM_SYMBOLS at=/fields/1/type/symbols",
                "{'name':'b','type':{'type':'enum','name':'E','symbols':['P','Q']}} |"
                        + " {'name':'b','type':{'type':'enum','name':'E','symbols':['Q','N'],'default':'N'}} |"
                        + " b: N",
            })
    void rule46_changesOfOneField(String before, String after, String outcome) throws IOException {
        String form =
                "{'type':'record','name':'R','namespace':'shop','fields':[{'name':'a','type':'string'},%s]}";
        String value = before.contains("enum") ? "\"P\"" : "5";
        String json = before.contains("null") ? "{\"int\":5}" : value;
        AvroProgram first = compile(form.formatted(before).replace('\'', '"'));
        AvroProgram second = compile(form.formatted(after).replace('\'', '"'));
        byte[] stored =
                write(
                        of(first).forState(TypeInfo.unknown(), PLACE),
                        first.value("R", "{\"a\":\"t\",\"b\":" + json + "}"));
        String description = of(first).schemaOf(TypeInfo.of(first.type("R")));
        TypeInfo<Object> now = TypeInfo.of(second.type("R"));
        Serialization serialization = of(second);

        if (outcome.startsWith("!")) {
            String[] expected = outcome.substring(1).split(" ", 2);
            assertThatThrownBy(() -> serialization.checkSchema(description, now, PLACE))
                    .isInstanceOfSatisfying(StreamException.class, AvroValuesTest::isIncompatible)
                    .hasMessageContainingAll(PLACE, "class=shop.R", expected[0], expected[1]);
            assertThatThrownBy(() -> read(serialization.forState(now, PLACE), stored))
                    .as("without a description, when it is read")
                    .isInstanceOfSatisfying(StreamException.class, AvroValuesTest::isIncompatible)
                    .hasMessageContainingAll(PLACE, "class=shop.R", expected[0], expected[1]);
            assertThat(new ForySerializationFactory(second.loader()).schemaChanges(description))
                    .anyMatch(change -> !change.fits());
        } else {
            assertThatCode(() -> serialization.checkSchema(description, now, PLACE))
                    .doesNotThrowAnyException();
            assertThat(
                            read(serialization.forState(now, PLACE), stored)
                                    .toString()
                                    .replace("\"", ""))
                    .contains(outcome);
            assertThat(new ForySerializationFactory(second.loader()).schemaChanges(description))
                    .allMatch(SchemaChange::fits)
                    .isNotEmpty();
        }
    }

    private static void isIncompatible(StreamException failure) {
        assertThat(failure.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
    }

    @Test
    void rule46_earlierSchemasStayInTheDescription() throws IOException {
        AvroProgram first = compile(AvroProgram.CLICK_1);
        AvroProgram second = compile(AvroProgram.CLICK_2);
        AvroProgram third = compile(AvroProgram.CLICK_3);
        String one = of(first).schemaOf(TypeInfo.of(first.type("Click")));
        byte[] stored =
                write(
                        of(first).forState(TypeInfo.of(first.type("Click")), PLACE, one),
                        first.click("ann", 1));

        String two = of(second).checkSchema(one, TypeInfo.of(second.type("Click")), PLACE);
        String three = of(third).checkSchema(two, TypeInfo.of(third.type("Click")), PLACE);

        assertThat(read(of(third).forState(TypeInfo.of(third.type("Click")), PLACE, three), stored))
                .hasToString(
                        AvroProgram.clickOfVersion2("ann", 1)
                                .replace("{\"cou", "{\"page\": null, \"cou"));
        assertThat(three.lines().filter(line -> line.startsWith("~shop.Click avro "))).hasSize(2);
        assertThat(of(third).checkSchema(three, TypeInfo.of(third.type("Click")), PLACE))
                .as("no more of them when it is restored again")
                .isEqualTo(three);
        assertThat(Serialization.mergedSchemas(one, two))
                .contains(one)
                .contains("\n~shop.Click avro ");
    }

    /** Each version fits the one before it, which is not enough where rows are of the first. */
    @Test
    void rule46_earlierSchemasAreJudgedAsWell() throws IOException {
        AvroProgram first = compile(AvroProgram.CLICK_1);
        AvroProgram second = compile(AvroProgram.CLICK_2);
        AvroProgram strict = compile(AvroProgram.CLICK_2.replace(",\"default\":\"fi\"", ""));
        String one = of(first).schemaOf(TypeInfo.of(first.type("Click")));
        String two = of(second).schemaOf(TypeInfo.of(second.type("Click")));
        String both = of(second).checkSchema(one, TypeInfo.of(second.type("Click")), PLACE);
        TypeInfo<Object> now = TypeInfo.of(strict.type("Click"));

        assertThat(of(strict).checkSchema(two, now, PLACE)).startsWith("shop.Click\n");
        for (String stored : List.of(both, Serialization.mergedSchemas(two, one))) {
            assertThatThrownBy(() -> of(strict).checkSchema(stored, now, PLACE))
                    .hasMessageContainingAll(
                            PLACE, "class=shop.Click", "country", "before the last one");
            assertThat(new ForySerializationFactory(strict.loader()).schemaChanges(stored))
                    .as("of a dry run")
                    .filteredOn(change -> !change.fits())
                    .singleElement()
                    .asString()
                    .contains("country", "before the last one");
        }
        assertThat(of(second).checkSchema(both, TypeInfo.of(second.type("Click")), PLACE))
                .isEqualTo(both);
    }

    @Test
    void rule46_genericRecordsAreReadAsDeclared() {
        Schema wider =
                SchemaBuilder.record("Point")
                        .fields()
                        .requiredLong("x")
                        .requiredString("y")
                        .name("z")
                        .type()
                        .intType()
                        .intDefault(4)
                        .endRecord();
        Schema other = SchemaBuilder.record("Point").fields().requiredString("x").endRecord();
        Serialization serialization =
                new ForySerializationFactory(getClass().getClassLoader()).create();
        TypeInfo<GenericRecord> before = AvroTypes.generic(POINT);
        TypeInfo<GenericRecord> after = AvroTypes.generic(wider);
        String one = serialization.schemaOf(before);
        BinaryOutput target = new BinaryOutput();
        serialization.forState(before, PLACE, one).write(point(5, "y"), target);

        String two = serialization.checkSchema(one, after, PLACE);
        GenericRecord read =
                serialization
                        .forState(after, PLACE, two)
                        .read(new BinaryInput(target.toByteArray()));

        assertThat(target.length()).isLessThan(80);
        assertThat(read).hasToString("{\"x\": 5, \"y\": \"y\", \"z\": 4}");
        assertThat(Objects.requireNonNull(read).getSchema()).isEqualTo(wider);
        assertThatThrownBy(() -> serialization.checkSchema(one, AvroTypes.generic(other), PLACE))
                .isInstanceOfSatisfying(StreamException.class, AvroValuesTest::isIncompatible)
                .hasMessageContainingAll(PLACE, "TYPE_MISMATCH", "GenericRecord");
        assertThatThrownBy(
                        () ->
                                serialization
                                        .forState(AvroTypes.generic(other), PLACE)
                                        .write(point(5, "y"), new BinaryOutput()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContaining("another schema than the state is declared with");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 40})
    void damagedBytesAreRefused(int cut) throws IOException {
        AvroProgram program = compile(AvroProgram.CLICK_1);
        ValueSerializer<Object> serializer = of(program).forState(TypeInfo.unknown(), PLACE);
        byte[] stored = write(serializer, program.click("ann", 1));
        int at = stored.length - cut;
        stored[at] ^= 0x55;

        try {
            read(serializer, stored);
        } catch (StreamException failure) {
            isIncompatible(failure);
        }
    }

    @Test
    void schemasAreNoMemoryOfEachRecord() {
        HeapSizes sizes =
                new HeapSizes(new ForySerializationFactory(getClass().getClassLoader())::isShared);
        assertThat(sizes.of(point(5, "y"))).isBetween(60L, 300L);
    }

    @Test
    void withoutTheLibraryTheyAreRefused() throws IOException {
        AvroProgram program = compile(AvroProgram.CLICK_1);
        ClassLoader lacking =
                new ClassLoader(program.loader()) {
                    @Override
                    public java.util.Enumeration<java.net.URL> getResources(String name) {
                        return java.util.Collections.emptyEnumeration();
                    }
                };
        Serialization serialization = new ForySerializationFactory(lacking).create();

        assertThatThrownBy(() -> serialization.forState(TypeInfo.of(program.type("Click")), PLACE))
                .isInstanceOf(StreamException.class)
                .hasMessageContainingAll(PLACE, "shop.Click", "sampo-format-avro");
        assertThatThrownBy(() -> write(serialization.forWire(PLACE), program.click("ann", 1)))
                .hasMessageContaining("sampo-format-avro");
    }
}
