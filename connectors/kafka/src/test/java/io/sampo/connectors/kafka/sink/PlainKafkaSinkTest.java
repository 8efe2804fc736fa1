/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.kafka.testkit.KafkaBroker;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sinks without transactions. */
class PlainKafkaSinkTest {
    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    private static PlainWriter<String> writer(
            String topic, boolean flushesAtBarriers, KafkaSinkBuilder<String> builder) {
        builder.bootstrapServers(BROKER.address())
                // Nothing leaves by itself within a test.
                .property("linger.ms", "60000")
                .property("delivery.timeout.ms", "120000")
                .recordSerializer(
                        (record, time) ->
                                record.isEmpty()
                                        ? null
                                        : new ProducerRecord<>(
                                                topic, record.getBytes(StandardCharsets.UTF_8)))
                .deliveryGuarantee(
                        flushesAtBarriers
                                ? DeliveryGuarantee.AT_LEAST_ONCE
                                : DeliveryGuarantee.NONE);
        PlainKafkaSink<String> sink = (PlainKafkaSink<String>) builder.build();
        return new PlainWriter<>(
                KafkaSinkOptions.producer(sink.options.producerProperties(0)),
                new MessageSender<>(sink.options.serializer()),
                flushesAtBarriers);
    }

    @Test
    void atLeastOnceHasEverythingWrittenBeforeABarrier() throws Exception {
        String topic = BROKER.createTopic(1);
        try (PlainWriter<String> writer = writer(topic, true, KafkaSink.builder())) {
            writer.write("a", 5);
            writer.write("", 6);
            writer.write("b", Long.MIN_VALUE);
            assertThat(BROKER.values(topic)).isEmpty();
            writer.flush(false);

            assertThat(BROKER.values(topic)).containsExactly("a", "b");
            assertThat(BROKER.read(topic).get(0).timestamp()).isEqualTo(5);
        }
    }

    @Test
    void withoutAGuaranteeNothingIsWaitedForButTheEnd() throws Exception {
        String topic = BROKER.createTopic(1);
        try (PlainWriter<String> writer = writer(topic, false, KafkaSink.builder())) {
            writer.write("a", 5);
            writer.flush(false);
            assertThat(BROKER.values(topic)).isEmpty();
            writer.flush(true);

            assertThat(BROKER.values(topic)).containsExactly("a");
        }
    }

    @Test
    void aMessageThatCannotBeWrittenFailsTheJobWithItsTopic() throws Exception {
        KafkaSinkBuilder<String> builder = KafkaSink.builder();
        builder.property("max.block.ms", "300");
        try (PlainWriter<String> writer = writer("nowhere", true, builder)) {
            assertThatThrownBy(
                            () -> {
                                writer.write("a", 5);
                                writer.flush(false);
                            })
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                    .hasMessageContaining("topic=nowhere");
        }
    }
}
