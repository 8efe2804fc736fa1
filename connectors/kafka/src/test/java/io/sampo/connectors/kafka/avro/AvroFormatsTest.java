/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Avro, with a registry and without one. */
class AvroFormatsTest {
    private static final Schema CLICK =
            SchemaBuilder.record("Click")
                    .fields()
                    .requiredString("user")
                    .requiredInt("x")
                    .endRecord();
    private static final Schema NEWER =
            SchemaBuilder.record("Click")
                    .fields()
                    .requiredString("user")
                    .name("page")
                    .type()
                    .stringType()
                    .stringDefault("none")
                    .endRecord();

    private RegistryServer server;
    private SchemaRegistry registry;

    record Click(String user, int x) {}

    private static GenericRecord toAvro(Click click) {
        GenericRecord avro = new GenericData.Record(CLICK);
        avro.put("user", click.user());
        avro.put("x", click.x());
        return avro;
    }

    private static Click fromAvro(GenericRecord avro) {
        return new Click(avro.get("user").toString(), (Integer) avro.get("x"));
    }

    @BeforeEach
    void start() throws Exception {
        server = new RegistryServer();
        registry = SchemaRegistry.at(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static AvroSerializer<Click> serializer() {
        return AvroSerializer.<Click>of("clicks", CLICK, AvroFormatsTest::toAvro)
                .withKey(Click::user);
    }

    private static ConsumerRecord<byte[], byte[]> message(byte @Nullable [] value) {
        return new ConsumerRecord<>("clicks", 0, 0, null, value);
    }

    private static byte[] written(AvroSerializer<Click> with, Click click) throws Exception {
        return with.serialize(click, 0).value();
    }

    @Test
    void withoutARegistryThereIsTheRecordOnly() throws Exception {
        ProducerRecord<byte[], byte[]> message = serializer().serialize(new Click("u", 3), 0);
        AvroDeserializer<Click> clicks = AvroDeserializer.of(CLICK, AvroFormatsTest::fromAvro);

        assertThat(message.topic()).isEqualTo("clicks");
        assertThat(message.key()).asString().isEqualTo("u");
        // a length and a number, zigzag
        assertThat(message.value()).containsExactly(2, 'u', 6);
        assertThat(clicks.deserialize(message(message.value()))).isEqualTo(new Click("u", 3));
        assertThat(clicks.deserialize(message(null))).isNull();
    }

    @Test
    void withARegistryMessagesNameTheirSchema() throws Exception {
        AvroSerializer<Click> serializer = serializer().withRegistry(registry);
        server.add("{\"schema\":\"\\\"string\\\"\"}");
        byte[] first = written(serializer, new Click("u", 3));
        written(serializer, new Click("v", 4));

        assertThat(first).containsExactly(0, 0, 0, 0, 2, 2, 'u', 6);
        assertThat(server.asked()).as("registered once").isEqualTo(1);
        AvroDeserializer<Click> clicks = AvroDeserializer.of(registry, AvroFormatsTest::fromAvro);
        for (int i = 0; i < 3; i++) {
            assertThat(clicks.deserialize(message(first))).isEqualTo(new Click("u", 3));
        }
        assertThat(server.asked()).as("asked for once").isEqualTo(2);
    }

    @Test
    void whatWasWrittenWithAnotherSchemaIsResolved() throws Exception {
        byte[] old = written(serializer().withRegistry(registry), new Click("u", 3));
        KafkaDeserializer<String> pages =
                AvroDeserializer.<String>of(
                                registry, avro -> avro.get("user") + " " + avro.get("page"))
                        .readAs(NEWER);

        assertThat(pages.deserialize(message(old))).isEqualTo("u none");
    }

    /** A length in it is not believed, whatever it is read as. */
    @Test
    void aDamagedLengthTakesNoMemory() throws Exception {
        byte[] damaged = written(serializer().withRegistry(registry), new Click("u", 3));
        byte[] huge = Arrays.copyOf(damaged, 5 + 5);
        // zigzag of 2,000,000,000
        System.arraycopy(new byte[] {-128, -48, -84, -13, 14}, 0, huge, 5, 5);
        AvroDeserializer<Click> clicks = AvroDeserializer.of(registry, AvroFormatsTest::fromAvro);

        for (AvroDeserializer<Click> each : List.of(clicks, clicks.readAs(NEWER))) {
            assertThatThrownBy(() -> each.deserialize(message(huge)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatCannotBeReadIsLeftToTheErrorPolicy() throws Exception {
        byte[] good = written(serializer().withRegistry(registry), new Click("u", 3));
        AvroDeserializer<Click> clicks = AvroDeserializer.of(registry, AvroFormatsTest::fromAvro);
        byte[] unknown = good.clone();
        unknown[4] = 9;

        assertThatThrownBy(() -> clicks.deserialize(message(unknown)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("id=9");
        assertThatThrownBy(() -> clicks.deserialize(message(new byte[] {1, 0, 0, 0, 1, 2})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes=6 first=1");
        assertThatThrownBy(() -> clicks.deserialize(message(new byte[0])))
                .hasMessageContaining("bytes=0");
        assertThatThrownBy(() -> clicks.deserialize(message(Arrays.copyOf(good, good.length + 1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes behind");
        assertThatThrownBy(() -> clicks.deserialize(message(Arrays.copyOf(good, good.length - 1))))
                .isNotInstanceOf(StreamException.class);
        assertThat(clicks.deserialize(message(good))).as("afterwards").isEqualTo(new Click("u", 3));
    }

    @Test
    void schemasThatAreNotAvrosAreLeftToTheErrorPolicy() {
        int id = server.add("{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}");
        int text = server.add("{\"schema\":\"{ no schema\"}");
        int string = server.add("{\"schema\":\"\\\"string\\\"\"}");
        AvroDeserializer<Click> clicks = AvroDeserializer.of(registry, AvroFormatsTest::fromAvro);

        assertThatThrownBy(() -> clicks.deserialize(message(new byte[] {0, 0, 0, 0, (byte) id})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("schemaType=PROTOBUF");
        assertThatThrownBy(() -> clicks.deserialize(message(new byte[] {0, 0, 0, 0, (byte) text})))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> clicks.deserialize(message(new byte[] {0, 0, 0, 0, (byte) string})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("type=STRING");
    }

    @Test
    void aRegistryThatFailsIsAskedAgainAndThenTheJobFails() throws Exception {
        byte[] good = written(serializer().withRegistry(registry), new Click("u", 3));
        AvroDeserializer<Click> clicks = AvroDeserializer.of(registry, AvroFormatsTest::fromAvro);
        server.failNext(3);
        assertThatThrownBy(() -> clicks.deserialize(message(good)))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining("tries=3 answer=500");

        server.failNext(2);
        assertThat(clicks.deserialize(message(good))).isEqualTo(new Click("u", 3));

        SchemaRegistry two =
                SchemaRegistry.at("http://127.0.0.1:1", server.url())
                        .withTimeout(Duration.ofSeconds(2));
        assertThat(AvroDeserializer.of(two, AvroFormatsTest::fromAvro).deserialize(message(good)))
                .as("the first is not there")
                .isEqualTo(new Click("u", 3));
    }

    @Test
    void aSchemaThatTheRegistryDoesNotTakeIsTheProgramsFault() {
        server.freeze("clicks-value", "another");

        assertThatThrownBy(
                        () ->
                                serializer()
                                        .withRegistry(registry.withUser("me", "secret"))
                                        .serialize(new Click("u", 3), 0))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("path=/subjects/clicks-value/versions answer=409")
                .hasMessageNotContaining("secret");
        assertThat(server.authorization()).isEqualTo("Basic bWU6c2VjcmV0");
        assertThatThrownBy(() -> SchemaRegistry.at("http://me:secret@host"))
                .hasMessageContaining("withUser")
                .hasMessageNotContaining("secret");
    }

    @Test
    void bothGoWithTheJob() throws Exception {
        AvroSerializer<Click> serializer = copy(serializer().withRegistry(registry));
        AvroDeserializer<Click> clicks =
                copy(AvroDeserializer.of(registry, AvroFormatsTest::fromAvro).readAs(CLICK));

        assertThat(clicks.deserialize(message(written(serializer, new Click("u", 3)))))
                .isEqualTo(new Click("u", 3));
    }

    @SuppressWarnings("unchecked") // a copy
    private static <S> S copy(S value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (S) in.readObject();
        }
    }
}
