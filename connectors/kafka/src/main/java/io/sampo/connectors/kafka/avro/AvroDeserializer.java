/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.avro;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.formats.avro.AvroEncoding;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in Avro's binary encoding and makes records of them.
 *
 * <pre>{@code
 * KafkaDeserializer<Click> clicks =
 *         AvroDeserializer.of(
 *                 SchemaRegistry.at("http://registry:8081"),
 *                 avro -> new Click(avro.get("user").toString(), (Integer) avro.get("x")));
 * }</pre>
 *
 * <p>With a {@link SchemaRegistry} each message names the schema that it was written with; the
 * first message of each schema waits for the registry. Without one all messages were written with
 * one schema. What is read has that schema, or, with {@link #readAs}, another one that it resolves
 * to by the rules of Avro.
 *
 * <p>Messages without a value are left out. One that does not fit its schema, or whose schema the
 * registry does not know, follows the source's error policy; a registry that does not answer fails
 * the job with {@code EXTERNAL_IO}, whatever the policy.
 *
 * @param <T> type of the records
 */
public final class AvroDeserializer<T> implements KafkaDeserializer<T> {
    private static final long serialVersionUID = 1L;

    /** A zero byte, and the schema's number. */
    static final int HEADER_BYTES = 5;

    static final byte MAGIC = 0;

    /** Stands for the schema of all messages. */
    private static final int ONLY = -1;

    private final @Nullable Schema writer;
    private final @Nullable SchemaRegistry registry;
    private final @Nullable Schema reader;
    private final FromAvro<T> make;

    /** Made in the subtask. */
    private transient @Nullable RegistryClient client;

    private transient @Nullable Map<Integer, GenericDatumReader<GenericRecord>> readers;
    private transient @Nullable AvroEncoding encoding;

    /**
     * Makes a record of what was read. Serialized with the source.
     *
     * @param <T> type of the records
     */
    @FunctionalInterface
    public interface FromAvro<T> extends Serializable {
        /**
         * Returns the record, or null to leave the message out; what was read may be kept. Called
         * on the subtask's thread.
         *
         * @throws Exception if it makes no record: the error policy says what happens
         */
        @Nullable T make(GenericRecord read) throws Exception;
    }

    private AvroDeserializer(
            @Nullable Schema writer,
            @Nullable SchemaRegistry registry,
            @Nullable Schema reader,
            FromAvro<T> make) {
        this.writer = writer;
        this.registry = registry;
        this.reader = reader;
        this.make = Objects.requireNonNull(make, "make");
    }

    /** Returns one for messages that all were written with one schema, and nothing before it. */
    public static <T> AvroDeserializer<T> of(Schema writtenWith, FromAvro<T> make) {
        return new AvroDeserializer<>(
                Objects.requireNonNull(writtenWith, "schema"), null, null, make);
    }

    /** Returns one for messages that name their schema. */
    public static <T> AvroDeserializer<T> of(SchemaRegistry registry, FromAvro<T> make) {
        return new AvroDeserializer<>(
                null, Objects.requireNonNull(registry, "registry"), null, make);
    }

    /**
     * Returns the same one, which reads all messages as if they had this schema: fields that it
     * does not have are left out, those that a message does not have get their default.
     */
    public AvroDeserializer<T> readAs(Schema wanted) {
        return new AvroDeserializer<>(
                writer, registry, Objects.requireNonNull(wanted, "schema"), make);
    }

    @Override
    public @Nullable T deserialize(ConsumerRecord<byte[], byte[]> message) throws Exception {
        byte[] value = message.value();
        if (value == null) {
            return null;
        }
        int header = registry == null ? 0 : HEADER_BYTES;
        int id = registry == null ? ONLY : schemaOf(value);
        AvroEncoding avro = encoding;
        if (avro == null) {
            avro = new AvroEncoding();
            encoding = avro;
        }
        return make.make(avro.read(reader(id), value, header, value.length - header));
    }

    private static int schemaOf(byte[] value) throws IOException {
        if (value.length < HEADER_BYTES || value[0] != MAGIC) {
            throw new IOException(
                    "the value does not begin with a zero byte and the number of a schema: bytes="
                            + value.length
                            + (value.length == 0 ? "" : " first=" + value[0]));
        }
        return ByteBuffer.wrap(value).getInt(1);
    }

    private GenericDatumReader<GenericRecord> reader(int id)
            throws IOException, InterruptedException {
        Map<Integer, GenericDatumReader<GenericRecord>> made = readers;
        if (made == null) {
            made = new HashMap<>();
            readers = made;
        }
        GenericDatumReader<GenericRecord> found = made.get(id);
        if (found == null) {
            Schema written = id == ONLY && writer != null ? writer : client().schema(id);
            if (written.getType() != Schema.Type.RECORD) {
                throw new IOException(
                        "the schema is not that of a record: type=" + written.getType());
            }
            Schema wanted = reader == null || reader.equals(written) ? written : reader;
            found = new GenericDatumReader<>(written, wanted);
            made.put(id, found);
        }
        return found;
    }

    private RegistryClient client() {
        RegistryClient made = client;
        if (made == null) {
            made = new RegistryClient(Objects.requireNonNull(registry, "registry"));
            client = made;
        }
        return made;
    }
}
