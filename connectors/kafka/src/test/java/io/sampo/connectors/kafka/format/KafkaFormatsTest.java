/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sampo.connectors.kafka.BadKafkaRecord;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes to records and back. */
class KafkaFormatsTest {
    record Click(String user, int x, @Nullable String page) {}

    private static ConsumerRecord<byte[], byte[]> message(@Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>("topic", 0, 0, null, bytes);
    }

    @Test
    void textIsUtf8AndTombstonesAreLeftOut() throws Exception {
        assertThat(KafkaDeserializer.strings().deserialize(message("ä"))).isEqualTo("ä");
        assertThat(KafkaDeserializer.strings().deserialize(message(null))).isNull();
        assertThat(KafkaDeserializer.bytes().deserialize(message("a"))).containsExactly('a');
        assertThat(KafkaDeserializer.bytes().deserialize(message(null))).isNull();
    }

    @Test
    void jsonBecomesRecords() throws Exception {
        KafkaDeserializer<Click> clicks = KafkaDeserializer.json(Click.class);

        assertThat(clicks.deserialize(message("{\"user\":\"u\",\"x\":3,\"other\":1}")))
                .isEqualTo(new Click("u", 3, null));
        assertThat(clicks.deserialize(message(null))).isNull();
    }

    @Test
    void jsonThatIsNoneIsRefused() {
        KafkaDeserializer<Click> clicks = KafkaDeserializer.json(Click.class);

        assertThatThrownBy(() -> clicks.deserialize(message("{\"user\":")))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> clicks.deserialize(message("{\"user\":\"u\"} more")))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> clicks.deserialize(message("{\"user\":\"u\"}")))
                .hasMessageContaining("x");
        assertThatThrownBy(() -> clicks.deserialize(message("null")))
                .isInstanceOf(IOException.class)
                .hasMessage("the JSON value is null");
    }

    @Test
    void aClassThatJacksonCannotReadIsTheProgramsFault() {
        assertThatThrownBy(
                        () -> KafkaDeserializer.json(InputStream.class).deserialize(message("{}")))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM));
    }

    @Test
    void recordsBecomeMessages() throws Exception {
        ProducerRecord<byte[], byte[]> click =
                KafkaRecordSerializer.<Click>json("clicks", Click::user)
                        .serialize(new Click("u", 3, "p"), 7);

        assertThat(click.topic()).isEqualTo("clicks");
        assertThat(click.key()).asString().isEqualTo("u");
        assertThat(click.value()).asString().isEqualTo("{\"user\":\"u\",\"x\":3,\"page\":\"p\"}");
        assertThat(KafkaRecordSerializer.json("t").serialize("text", 7).key()).isNull();
        assertThat(KafkaRecordSerializer.strings("t").serialize("ä", 7).value())
                .asString()
                .isEqualTo("ä");
        assertThat(KafkaRecordSerializer.bytes("t").serialize(new byte[] {1}, 7).value())
                .containsExactly(1);
    }

    @Test
    void deadLettersSayWhereTheyCameFrom() throws Exception {
        BadKafkaRecord bad =
                new BadKafkaRecord("clicks", 2, 17, 99, null, new byte[] {'x'}, "why", "at here");
        ProducerRecord<byte[], byte[]> message =
                KafkaRecordSerializer.deadLetters("dead").serialize(bad, Long.MIN_VALUE);
        Map<String, String> headers = new TreeMap<>();
        message.headers().forEach(header -> headers.put(header.key(), new String(header.value())));

        assertThat(message.topic()).isEqualTo("dead");
        assertThat(message.key()).isNull();
        assertThat(message.value()).containsExactly('x');
        assertThat(message.timestamp()).isEqualTo(99);
        assertThat(headers)
                .containsExactly(
                        Map.entry("sampo.offset", "17"),
                        Map.entry("sampo.partition", "2"),
                        Map.entry("sampo.reason", "why"),
                        Map.entry("sampo.stack", "at here"),
                        Map.entry("sampo.topic", "clicks"));
    }
}
