/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.graph.ExecutionSettings;
import io.sampo.operators.watermark.TimestampAssigner;
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkSettings;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gives records new timestamps, and a stream new watermarks, in the middle of a job (SEMANTICS
 * rules 16 and 17). Watermarks and statuses from before are dropped, but for the last of all.
 *
 * <p>Here nobody can know whether silence means that everything has been read, so the stream
 * becomes idle only if the strategy asks for it explicitly. Time during which this subtask could
 * not run its periodic probe, since it was held up, does not count as silence.
 *
 * @param <T> type of the records
 */
public final class TimestampsAndWatermarksOperator<T> extends BasicOperator<T, T>
        implements WatermarkOutput {
    private final WatermarkStrategy<T> strategy;
    private final @Nullable TimestampAssigner<T> assigner;
    private final long idleAfterNanos;
    private WatermarkGenerator<T> generator;

    private long intervalMillis;
    private long watermark = Long.MIN_VALUE;
    private boolean idle;

    private boolean recordSeen;
    private boolean silent;
    private long silenceNanos;
    private long lastProbeNanos;

    /** Creates the operator around its own copy of the strategy. */
    public TimestampsAndWatermarksOperator(WatermarkStrategy<T> strategy) {
        this.strategy = strategy;
        generator = strategy.generator().create();
        assigner = strategy.assigner();
        Duration idleness = strategy.idleness();
        idleAfterNanos = idleness == null ? 0 : idleness.toNanos();
    }

    @Override
    public void open(OperatorContext context, Output<T> output) throws Exception {
        super.open(context, output);
        if (ExecutionSettings.isBatch(context.settings())) {
            generator = strategy.withoutWatermarks().generator().create();
        }
        intervalMillis = WatermarkSettings.from(context.settings()).interval().toMillis();
        lastProbeNanos = context.clock().nanoTime();
        scheduleProbe();
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(T record, long timestamp) throws Exception {
        long assigned = assigner == null ? timestamp : assigner.extractTimestamp(record, timestamp);
        recordSeen = true;
        if (idle) {
            activate();
        }
        output.collect(record, assigned);
        generator.onEvent(record, assigned, this);
    }

    @Override
    public void emitWatermark(long timestamp) {
        if (timestamp <= watermark) {
            return;
        }
        watermark = timestamp;
        if (idle) {
            activate();
        }
        output().watermark(timestamp);
    }

    private void activate() {
        idle = false;
        output().status(WatermarkStatus.ACTIVE);
    }

    @Override
    public void watermark(long timestamp) {
        if (timestamp == Watermark.MAX) {
            emitWatermark(timestamp);
        }
    }

    @Override
    public void status(WatermarkStatus status) {}

    private void scheduleProbe() {
        context().schedule(context().clock().currentTimeMillis() + intervalMillis, this::probe);
    }

    private void probe(long timeMillis) {
        if (isSilentForTooLong()) {
            if (!idle) {
                idle = true;
                output().status(WatermarkStatus.IDLE);
            }
        } else {
            generator.onPeriodicEmit(this);
        }
        scheduleProbe();
    }

    private boolean isSilentForTooLong() {
        long now = context().clock().nanoTime();
        long elapsed = Math.min(now - lastProbeNanos, Duration.ofMillis(intervalMillis).toNanos());
        lastProbeNanos = now;
        if (recordSeen || !silent) {
            // Silence is counted from the first probe on that saw none.
            silent = !recordSeen;
            silenceNanos = 0;
            recordSeen = false;
            return false;
        }
        silenceNanos += elapsed;
        return idleAfterNanos > 0 && silenceNanos > idleAfterNanos;
    }

    @Override
    public void finish() {
        generator.onPeriodicEmit(this);
    }
}
