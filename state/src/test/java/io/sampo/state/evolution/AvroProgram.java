/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.evolution;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * One version of a program whose classes Avro has generated, and Java code beside them, compiled
 * and loaded by itself.
 */
final class AvroProgram {
    /** The first version. Changing it needs new stored snapshots. */
    static final String CLICK_1 =
            """
            {"type":"record","name":"Click","namespace":"shop","doc":"A click.","fields":[
             {"name":"user","type":"string"},
             {"name":"x","type":"int"},
             {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"tags","type":{"type":"array","items":
               {"type":"record","name":"Tag","fields":[{"name":"text","type":"string"}]}}},
             {"name":"side","type":{"type":"enum","name":"Side","symbols":["LEFT","RIGHT"]}},
             {"name":"note","type":["null","string"],"default":null}]}
            """;

    /** A field renamed, one wider, one gone, two new, and a symbol more. */
    static final String CLICK_2 =
            """
            {"type":"record","name":"Click","namespace":"shop","doc":"A click, still.","fields":[
             {"name":"country","type":"string","default":"fi"},
             {"name":"customer","type":"string","aliases":["user"]},
             {"name":"x","type":"long"},
             {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"tags","type":{"type":"array","items":
               {"type":"record","name":"Tag","fields":[
                 {"name":"weight","type":"double","default":0.5},
                 {"name":"text","type":"string"}]}}},
             {"name":"side","type":
               {"type":"enum","name":"Side","symbols":["LEFT","MIDDLE","RIGHT"]}}]}
            """;

    /** The second with one more field. */
    static final String CLICK_3 =
            CLICK_2.replace(
                    "\"fields\":[\n {\"name\":\"country\"",
                    "\"fields\":[\n {\"name\":\"page\",\"type\":[\"null\",\"int\"],\"default\":null},"
                            + "\n {\"name\":\"country\"");

    private final ClassLoader loader;

    private AvroProgram(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Generates and compiles.
     *
     * @param directory for source and class files; empty
     * @param schema of a record in package {@code shop}
     * @param sources Java files of that package: the name of the class, a blank, and its text
     */
    static AvroProgram compile(Path directory, String schema, String... sources)
            throws IOException {
        SpecificCompiler compiler = new SpecificCompiler(new Schema.Parser().parse(schema));
        compiler.setStringType(GenericData.StringType.String);
        compiler.compileToDestination(null, directory.toFile());
        for (String source : sources) {
            String name = source.substring(0, source.indexOf(' '));
            Files.writeString(
                    directory.resolve("shop").resolve(name + ".java"),
                    "package shop; " + source.substring(name.length() + 1));
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-d",
                                directory.toString(),
                                "-proc:none",
                                "-nowarn",
                                "-parameters"));
        try (Stream<Path> files = Files.list(directory.resolve("shop"))) {
            files.forEach(file -> arguments.add(file.toString()));
        }
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(new String[0]));
        if (failed != 0) {
            throw new IllegalArgumentException("Does not compile: " + Arrays.toString(sources));
        }
        URL[] urls = {directory.toUri().toURL()};
        return new AvroProgram(new URLClassLoader(urls, AvroProgram.class.getClassLoader()));
    }

    ClassLoader loader() {
        return loader;
    }

    @SuppressWarnings("unchecked") // values of these classes are handled as objects
    Class<Object> type(String name) {
        try {
            return (Class<Object>) loader.loadClass("shop." + name);
        } catch (ClassNotFoundException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns a value of a generated class, from Avro's JSON encoding. */
    Object value(String name, String json) {
        try {
            Schema schema = schema(name);
            GenericData model = new GenericData();
            model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
            return generated(
                    new GenericDatumReader<>(schema, schema, model)
                            .read(null, DecoderFactory.get().jsonDecoder(schema, json)));
        } catch (IOException | ReflectiveOperationException failure) {
            throw new IllegalArgumentException(json, failure);
        }
    }

    /** Avro itself reads generated classes only if the JVM is told to trust them. */
    private Object generated(Object value) throws ReflectiveOperationException {
        if (value instanceof GenericRecord generic) {
            Schema schema = generic.getSchema();
            SpecificRecord record =
                    (SpecificRecord) type(schema.getName()).getDeclaredConstructor().newInstance();
            for (Schema.Field field : schema.getFields()) {
                Object part = generic.get(field.pos());
                record.put(field.pos(), part == null ? null : generated(part));
            }
            return record;
        }
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            for (Object element : list) {
                elements.add(generated(element));
            }
            return elements;
        }
        if (value instanceof GenericEnumSymbol<?> symbol) {
            return type(symbol.getSchema().getName())
                    .getMethod("valueOf", String.class)
                    .invoke(null, symbol.toString());
        }
        return value instanceof CharSequence text ? text.toString() : value;
    }

    /** Returns a click of this version; the same as one of an earlier version that is read. */
    Object click(String user, int x) {
        boolean first = isFirst();
        String json =
                first
                        ? "{\"user\":\"%s\",\"x\":%d,\"at\":%d,\"tags\":[{\"text\":\"t%d\"}],"
                        : "{\"page\":null,\"country\":\"fi\",\"customer\":\"%s\",\"x\":%d,\"at\":%d,"
                                + "\"tags\":[{\"weight\":0.5,\"text\":\"t%d\"}],";
        String end = first ? "\"side\":\"RIGHT\",\"note\":null}" : "\"side\":\"RIGHT\"}";
        return value("Click", json.formatted(user, x, 1_000L * x, x) + end);
    }

    private boolean isFirst() {
        return schema("Click").getField("user") != null;
    }

    /** Returns how {@link #click} looks. */
    String textOf(String user, int x) {
        if (isFirst()) {
            return "{\"user\": \"%s\", \"x\": %d, \"at\": \"1970-01-01T00:00:%02dZ\", \"tags\": [{\"text\": \"t%d\"}], \"side\": \"RIGHT\", \"note\": null}"
                    .formatted(user, x, x, x);
        }
        String text = clickOfVersion2(user, x);
        return schema("Click").getField("page") == null
                ? text
                : "{\"page\": null, " + text.substring(1);
    }

    Schema schema(String name) {
        try {
            return (Schema) type(name).getField("SCHEMA$").get(null);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns how a click of version 1 looks when it is read by the second. */
    static String clickOfVersion2(String user, int x) {
        return "{\"country\": \"fi\", \"customer\": \"%s\", \"x\": %d, \"at\": \"1970-01-01T00:00:%02dZ\", \"tags\": [{\"weight\": 0.5, \"text\": \"t%d\"}], \"side\": \"RIGHT\"}"
                .formatted(user, x, x, x);
    }
}
