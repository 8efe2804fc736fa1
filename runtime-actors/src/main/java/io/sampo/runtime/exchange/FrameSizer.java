/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ValueSerializer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds how many records make a frame of about the bytes that it is to have. Records that travel by
 * reference are not serialized, so one in {@value #FIRST_INTERVAL} is, to be measured, and down to
 * one in {@value #LAST_INTERVAL} as long as they stay the same, in class and size: what is seldom
 * called is not worth the JVM's compiler (docs/design/0019). Text and byte arrays tell their size.
 */
final class FrameSizer {
    private static final int FIRST_INTERVAL = 4096;
    private static final int LAST_INTERVAL = 16 * FIRST_INTERVAL;
    private static final int ASSUMED_BYTES = 64;
    private static final int SMALL_BYTES = 1024;

    private final ValueSerializer<Object> serializer;
    private final FrameLimit limit;
    private final BinaryOutput scratch = new BinaryOutput();
    private final @Nullable Object[] sample = new Object[8];
    private @Nullable Class<?> sampled;
    private int interval = FIRST_INTERVAL;
    private int untilSample;
    private int averageBytes = ASSUMED_BYTES;

    FrameSizer(ValueSerializer<Object> serializer, FrameLimit limit) {
        this.serializer = serializer;
        this.limit = limit;
    }

    /** Returns the capacity of the next frame, judging by {@code record}, its first. */
    int capacityFor(Object record, int recordsSinceLast) {
        untilSample -= recordsSinceLast;
        if (record.getClass() != sampled) {
            untilSample = Math.min(untilSample, FIRST_INTERVAL);
        }
        if (record instanceof String text) {
            learn(2 * text.length());
        } else if (record instanceof byte[] bytes) {
            learn(bytes.length);
        } else if (untilSample <= 0) {
            sampled = record.getClass();
            int bytes = measured(record);
            interval = isAsBefore(bytes) ? Math.min(2 * interval, LAST_INTERVAL) : FIRST_INTERVAL;
            untilSample = interval;
            learn(bytes);
        }
        return Math.max(1, Math.min(limit.records(), limit.bytes() / averageBytes));
    }

    /**
     * Measures a small record as one of several: the name of its class is in a frame once, and a
     * good part of one record.
     */
    private int measured(Object record) {
        scratch.clear();
        serializer.write(record, scratch);
        if (scratch.length() > SMALL_BYTES) {
            return scratch.length();
        }
        scratch.clear();
        Arrays.fill(sample, record);
        serializer.writeAll(sample, sample.length, scratch);
        Arrays.fill(sample, null);
        return scratch.length() / sample.length;
    }

    private boolean isAsBefore(int bytes) {
        return Math.abs(bytes - averageBytes) <= averageBytes / 4;
    }

    /** Follows growth at once and shrinking slowly: the bound is there to hold memory. */
    private void learn(int bytes) {
        averageBytes = Math.max(Math.max(1, bytes), averageBytes - averageBytes / 8);
    }
}
