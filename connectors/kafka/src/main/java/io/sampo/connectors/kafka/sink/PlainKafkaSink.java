/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;

/** A sink without transactions. */
final class PlainKafkaSink<T> extends KafkaSink<T> {
    private static final long serialVersionUID = 1L;

    private final boolean flushesAtBarriers;

    PlainKafkaSink(KafkaSinkOptions<T> options, boolean flushesAtBarriers) {
        super(options);
        this.flushesAtBarriers = flushesAtBarriers;
    }

    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        return new PlainWriter<>(
                KafkaSinkOptions.producer(options.producerProperties(context.subtaskIndex())),
                new MessageSender<>(options.serializer()),
                flushesAtBarriers);
    }
}
