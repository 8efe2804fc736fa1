/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.operators.sink.SinkWriter;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes without transactions. Confined to the subtask's thread. */
final class PlainWriter<T> implements SinkWriter<T> {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final MessageSender<T> sender;
    private final boolean flushesAtBarriers;

    PlainWriter(
            KafkaProducer<byte[], byte[]> producer,
            MessageSender<T> sender,
            boolean flushesAtBarriers) {
        this.producer = producer;
        this.sender = sender;
        this.flushesAtBarriers = flushesAtBarriers;
    }

    @Override
    public void write(T record, long timestamp) throws Exception {
        ProducerRecord<byte[], byte[]> message = sender.message(record, timestamp);
        if (message != null) {
            sender.send(producer, message);
        }
    }

    @Override
    public void flush(boolean endOfInput) {
        if (flushesAtBarriers || endOfInput) {
            sender.flush(producer);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
    }
}
