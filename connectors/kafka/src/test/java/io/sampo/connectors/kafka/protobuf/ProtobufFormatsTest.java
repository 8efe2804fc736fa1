/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Protocol Buffers, with two classes that the library brings. */
class ProtobufFormatsTest {
    private static ConsumerRecord<byte[], byte[]> message(byte @Nullable [] value) {
        return new ConsumerRecord<>("topic", 0, 0, null, value);
    }

    @Test
    void recordsBecomeMessagesAndBack() throws Exception {
        ProtobufSerializer<Long> serializer =
                ProtobufSerializer.<Long>of(
                                "times",
                                seconds ->
                                        seconds < 0
                                                ? null
                                                : Timestamp.newBuilder()
                                                        .setSeconds(seconds)
                                                        .build())
                        .withKey(seconds -> "s" + seconds);
        ProtobufDeserializer<Timestamp, Long> times =
                ProtobufDeserializer.of(Timestamp.class, Timestamp::getSeconds);

        ProducerRecord<byte[], byte[]> message = serializer.serialize(7L, 0);

        assertThat(message.topic()).isEqualTo("times");
        assertThat(message.key()).asString().isEqualTo("s7");
        assertThat(times.deserialize(message(message.value()))).isEqualTo(7L);
        assertThat(times.deserialize(message(null))).isNull();
        assertThat(serializer.serialize(-1L, 0)).isNull();
    }

    @Test
    void bytesThatAreNoMessageAreLeftToTheErrorPolicy() {
        ProtobufDeserializer<StringValue, String> texts =
                ProtobufDeserializer.of(StringValue.class, StringValue::getValue);

        assertThatThrownBy(() -> texts.deserialize(message(new byte[] {10, 5, 'a'})))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Test
    void aClassThatWasNotGeneratedIsTheProgramsFault() {
        assertThatThrownBy(
                        () ->
                                ProtobufDeserializer.of(MessageLite.class, Object::toString)
                                        .deserialize(message(new byte[0])))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("class=com.google.protobuf.MessageLite");
    }
}
