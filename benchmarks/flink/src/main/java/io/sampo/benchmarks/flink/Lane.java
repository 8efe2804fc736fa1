/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Every {@code step}-th event.
 *
 * @param first the first event, and the lane's number
 * @param step how many lanes there are
 * @param next the next event
 */
record Lane(int first, int step, long next) implements SourceSplit {
    @Override
    public String splitId() {
        return "lane-" + first;
    }

    static final class Serializer implements SimpleVersionedSerializer<Lane> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Lane lane) {
            return ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
                    .putInt(lane.first())
                    .putInt(lane.step())
                    .putLong(lane.next())
                    .array();
        }

        @Override
        public Lane deserialize(int version, byte[] serialized) {
            ByteBuffer bytes = ByteBuffer.wrap(serialized);
            return new Lane(bytes.getInt(), bytes.getInt(), bytes.getLong());
        }
    }
}
