/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import io.sampo.core.metric.Counter;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.watermark.TimestampAssigner;
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The records of one split on their way out. On the path of every record: a generator that emits
 * only when it is asked costs nothing here but its call.
 */
final class SplitStream<T> implements SourceOutput.SplitOutput<T>, WatermarkOutput {
    private final String splitId;
    private final SourceStreams<T> owner;
    private final Output<T> output;
    private final @Nullable TimestampAssigner<T> assigner;
    private final WatermarkGenerator<T> generator;
    private final Counter recordsRead;

    /** Whether the checkpoint says that it was idle, and nothing has shown yet that it is not. */
    private boolean idleBefore;

    private boolean idle;
    private boolean caughtUp;
    private boolean recordSeen;
    private boolean silent;
    private long silentNanos;
    private long watermark = Long.MIN_VALUE;

    SplitStream(
            String splitId,
            SourceStreams<T> owner,
            Output<T> output,
            WatermarkStrategy<T> strategy,
            Counter recordsRead,
            boolean idleBefore) {
        this.splitId = splitId;
        this.owner = owner;
        this.output = output;
        this.assigner = strategy.assigner();
        this.generator = strategy.generator().create();
        this.recordsRead = recordsRead;
        this.idleBefore = idleBefore;
    }

    @Override
    public void collect(T record) {
        collect(record, Long.MIN_VALUE);
    }

    @Override
    public void collect(T record, long timestamp) {
        long assigned = assigner == null ? timestamp : assigner.extractTimestamp(record, timestamp);
        recordSeen = true;
        if (idle) {
            activate();
        }
        recordsRead.increment();
        output.collect(record, assigned);
        generator.onEvent(record, assigned, this);
    }

    @Override
    public <X> void collect(OutputTag<X> tag, X record) {
        recordSeen = true;
        if (idle) {
            activate();
        }
        output.collect(tag, record, Long.MIN_VALUE);
    }

    @Override
    public void caughtUp(boolean atEnd) {
        caughtUp = atEnd;
        if (!atEnd) {
            idleBefore = false;
            if (idle) {
                activate();
            }
        } else if (idleBefore && !recordSeen) {
            becomeIdle();
        }
    }

    @Override
    public boolean isAhead() {
        return owner.isAhead(splitId);
    }

    /** Sends on at once what the generator has found in a record. */
    @Override
    public void emitWatermark(long timestamp) {
        if (timestamp > watermark) {
            watermark = timestamp;
            owner.watermarkGrew(this, timestamp);
        }
    }

    /** Takes what the generator says when it is asked; whoever asks sends it on. */
    private void note(long timestamp) {
        watermark = Math.max(watermark, timestamp);
    }

    private void activate() {
        idle = false;
        silent = false;
        owner.splitIsActive(this);
    }

    private void becomeIdle() {
        idle = true;
        owner.splitIsIdle(this, silentNanos);
    }

    /**
     * Counts silence.
     *
     * @param elapsedNanos since the last probe
     * @param polled whether the reader has looked for records as often as it wanted to
     * @param graceNanos after which silence is idleness; 0 is never
     */
    void probe(long elapsedNanos, boolean polled, long graceNanos) {
        if (recordSeen || !caughtUp || !silent) {
            // Silence is counted from the first probe on that saw none.
            silent = caughtUp && !recordSeen;
            silentNanos = 0;
            idleBefore &= !recordSeen;
            recordSeen = false;
            return;
        }
        if (polled) {
            silentNanos += elapsedNanos;
        }
        if (!idle && graceNanos > 0 && silentNanos >= graceNanos) {
            becomeIdle();
        }
    }

    /** Returns the highest watermark so far. */
    long askForWatermark() {
        generator.onPeriodicEmit(this::note);
        return watermark;
    }

    String splitId() {
        return splitId;
    }

    boolean isIdle() {
        return idle;
    }
}
