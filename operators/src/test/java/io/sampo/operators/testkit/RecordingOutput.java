/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.OutputTag;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what is emitted as short texts, such as {@code a@5}, {@code late:b@3}, {@code |10|}, {@code
 * IDLE}.
 */
public final class RecordingOutput<T> implements Output<T> {
    public final List<T> records = new ArrayList<>();
    private final List<String> log;
    private final String prefix;

    public RecordingOutput() {
        this(new ArrayList<>(), "");
    }

    /** Shares a log with others; {@code prefix} tells whose line it is. */
    public RecordingOutput(List<String> log, String prefix) {
        this.log = log;
        this.prefix = prefix;
    }

    /** Returns what was emitted since the last call. */
    public List<String> take() {
        List<String> taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    @Override
    public void collect(T record, long timestamp) {
        records.add(record);
        log.add(prefix + record + time(timestamp));
    }

    @Override
    public <X> void collect(OutputTag<X> tag, X record, long timestamp) {
        log.add(prefix + tag.name() + ":" + record + time(timestamp));
    }

    @Override
    public void watermark(long timestamp) {
        log.add(prefix + "|" + (timestamp == Long.MAX_VALUE ? "MAX" : timestamp) + "|");
    }

    @Override
    public void status(WatermarkStatus status) {
        log.add(prefix + status);
    }

    private static String time(long timestamp) {
        return timestamp == Long.MIN_VALUE ? "" : "@" + timestamp;
    }
}
