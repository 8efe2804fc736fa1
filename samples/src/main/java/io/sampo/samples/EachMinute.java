/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples;

import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import java.time.Duration;

/**
 * A watermark behind the first record of each minute, by event time alone: the same in every run.
 * The records of days come within a second in samples, in which the usual generators would be asked
 * a few times only.
 *
 * @param <T> type of the records
 */
public final class EachMinute<T> implements WatermarkGenerator<T> {
    private static final long MINUTE_MILLIS = 60_000;

    private final long disorderMillis;
    private long highest = Long.MIN_VALUE;

    /** Creates a generator for records that come out of order by at most {@code disorder}. */
    public EachMinute(Duration disorder) {
        disorderMillis = disorder.toMillis();
    }

    @Override
    public void onEvent(T record, long timestamp, WatermarkOutput output) {
        long minute = Math.floorDiv(timestamp - disorderMillis, MINUTE_MILLIS);
        if (minute > highest) {
            highest = minute;
            output.emitWatermark(minute * MINUTE_MILLIS - 1);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
