/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;

/**
 * Writes to an {@link OutsideOutput} without a transaction.
 *
 * @param world the number of the world in which the output is: a sink is serialized
 */
record OutputAtOnceSink<T>(long world, String name) implements Sink<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        OutsideOutput.Session session = Worlds.get(world).open(name);
        return new SinkWriter<>() {
            @Override
            public void write(T record, long timestamp) {
                session.append(record);
            }

            @Override
            public void flush(boolean endOfInput) {}
        };
    }
}
