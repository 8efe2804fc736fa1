/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.avro;

import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import io.sampo.formats.avro.AvroEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in Avro's binary encoding.
 *
 * <pre>{@code
 * KafkaRecordSerializer<Click> clicks =
 *         AvroSerializer.<Click>of("clicks", schema, click -> {
 *                     GenericRecord avro = new GenericData.Record(AvroSchemas.CLICK);
 *                     avro.put("user", click.user());
 *                     return avro;
 *                 })
 *                 .withRegistry(SchemaRegistry.at("http://registry:8081"))
 *                 .withKey(Click::user);
 * }</pre>
 *
 * <p>With a {@link SchemaRegistry} the schema is registered as the subject {@code <topic>-value}
 * before the first message, and each message names it. A schema that the registry does not take
 * fails the job with {@code INVALID_PROGRAM}, a registry that does not answer with {@code
 * EXTERNAL_IO}.
 *
 * @param <T> type of the records
 */
public final class AvroSerializer<T> implements KafkaRecordSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final Schema schema;
    private final ToAvro<T> make;
    private final @Nullable SchemaRegistry registry;
    private final @Nullable KeyText<T> key;

    /** Made in the subtask. */
    private transient @Nullable GenericDatumWriter<GenericRecord> writer;

    private transient @Nullable AvroEncoding encoding;
    private transient byte @Nullable [] header;

    /**
     * Makes what is to be written. Serialized with the sink.
     *
     * @param <T> type of the records
     */
    @FunctionalInterface
    public interface ToAvro<T> extends Serializable {
        /** Returns the record with the serializer's schema. Called on the subtask's thread. */
        GenericRecord make(T record) throws Exception;
    }

    private AvroSerializer(
            String topic,
            Schema schema,
            ToAvro<T> make,
            @Nullable SchemaRegistry registry,
            @Nullable KeyText<T> key) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.schema = Objects.requireNonNull(schema, "schema");
        this.make = Objects.requireNonNull(make, "make");
        this.registry = registry;
        this.key = key;
    }

    /** Returns one that writes nothing but the record, without keys. */
    public static <T> AvroSerializer<T> of(String topic, Schema schema, ToAvro<T> make) {
        return new AvroSerializer<>(topic, schema, make, null, null);
    }

    /** Returns the same one, whose messages name their schema. */
    public AvroSerializer<T> withRegistry(SchemaRegistry wanted) {
        return new AvroSerializer<>(
                topic, schema, make, Objects.requireNonNull(wanted, "registry"), key);
    }

    /** Returns the same one with keys, which are written in UTF-8. */
    public AvroSerializer<T> withKey(KeyText<T> wanted) {
        return new AvroSerializer<>(
                topic, schema, make, registry, Objects.requireNonNull(wanted, "key"));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T record, long timestamp) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (registry != null) {
            bytes.writeBytes(header(registry));
        }
        write(make.make(record), bytes);
        String text = key == null ? null : key.keyOf(record);
        return new ProducerRecord<>(
                topic,
                text == null ? null : text.getBytes(StandardCharsets.UTF_8),
                bytes.toByteArray());
    }

    private void write(GenericRecord value, ByteArrayOutputStream to) throws IOException {
        GenericDatumWriter<GenericRecord> made = writer;
        AvroEncoding avro = encoding;
        if (made == null || avro == null) {
            made = new GenericDatumWriter<>(schema);
            writer = made;
            avro = new AvroEncoding();
            encoding = avro;
        }
        avro.write(made, value, to);
    }

    private byte[] header(SchemaRegistry with) throws InterruptedException {
        byte[] known = header;
        if (known == null) {
            int id = new RegistryClient(with).register(topic + "-value", schema);
            known =
                    ByteBuffer.allocate(AvroDeserializer.HEADER_BYTES)
                            .put(AvroDeserializer.MAGIC)
                            .putInt(id)
                            .array();
            header = known;
        }
        return known;
    }
}
