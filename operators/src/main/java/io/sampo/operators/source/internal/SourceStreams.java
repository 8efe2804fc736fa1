/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.metric.Counter;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.SplitWatermarks;
import io.sampo.operators.graph.ExecutionSettings;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.watermark.WatermarkSettings;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of all splits of one subtask, combined into one (SEMANTICS rules 13, 17 and 65). The
 * watermark is the lowest of the splits that are not idle, and not above the cap. It is found anew
 * by a periodic probe, and behind a record only if the split's generator emits there.
 */
final class SourceStreams<T> implements SourceOutput<T> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceStreams.class);

    private final OperatorContext context;
    private final Output<T> output;
    private final WatermarkStrategy<T> strategy;
    private final BooleanSupplier pollWanted;
    private final @Nullable SourceAlignment alignment;
    private final Counter recordsRead;
    private final long intervalMillis;
    private final long graceNanos;
    private final SplitWatermarks combined = new SplitWatermarks(Long.MIN_VALUE);
    private final Map<String, SplitStream<T>> streams = new LinkedHashMap<>();

    private long cap = Watermark.MAX;
    private boolean complete;
    private boolean ended;
    private long lastProbeNanos;

    /** What was sent on; also read for metrics, by any thread. */
    private volatile long emitted = Watermark.MIN;

    private volatile boolean emittedIdle;

    /**
     * Creates the streams of a subtask without splits.
     *
     * @param pollWanted whether there may be records that the reader could not look for yet
     * @param alignment with other sources; null if this one waits for none
     */
    SourceStreams(
            OperatorContext context,
            Output<T> output,
            WatermarkStrategy<T> strategy,
            BooleanSupplier pollWanted,
            @Nullable SourceAlignment alignment) {
        this.context = context;
        this.output = output;
        this.strategy =
                ExecutionSettings.isBatch(context.settings())
                        ? strategy.withoutWatermarks()
                        : strategy;
        this.pollWanted = pollWanted;
        this.alignment = alignment;
        this.recordsRead = context.metrics().counter("recordsRead");
        WatermarkSettings settings = WatermarkSettings.from(context.settings());
        Duration own = strategy.idleness();
        intervalMillis = settings.interval().toMillis();
        graceNanos = (own == null ? settings.idleness() : own).toNanos();
        context.metrics().gauge("sourceWatermark", () -> emitted);
        context.metrics().gauge("sourceIdle", () -> emittedIdle ? 1 : 0);
    }

    void start() {
        lastProbeNanos = context.clock().nanoTime();
        scheduleProbe();
        if (alignment != null) {
            combined.combine();
            alignment.start(combined.watermark());
        }
    }

    private void scheduleProbe() {
        long next = context.clock().currentTimeMillis() + intervalMillis;
        context.schedule(next, time -> probe());
    }

    /**
     * Adds a split. Several can be added together, since nothing is sent on before {@link #added}
     * or the next probe.
     */
    SplitStream<T> add(String splitId, long watermark, boolean idleBefore) {
        SplitStream<T> stream =
                new SplitStream<>(splitId, this, output, strategy, recordsRead, idleBefore);
        combined.add(splitId, watermark, false);
        streams.put(splitId, stream);
        return stream;
    }

    /** Lets added splits hold back the watermark at once. */
    void added() {
        combined.combine();
        publish();
    }

    @Override
    public SplitOutput<T> forSplit(String splitId) {
        SplitStream<T> stream = streams.get(splitId);
        if (stream == null) {
            stream = add(splitId, Watermark.MIN, false);
            added();
        }
        return stream;
    }

    @Override
    public void releaseSplit(String splitId) {
        SplitStream<T> stream = streams.get(splitId);
        if (stream == null) {
            return;
        }
        takeWatermark(stream);
        publish();
        streams.remove(splitId);
        combined.remove(splitId);
        publish();
    }

    /** Every split that there is has been assigned, and no other will come. */
    void allSplitsAssigned() {
        complete = true;
        publish();
    }

    void cap(long timestamp) {
        cap = timestamp;
        publish();
    }

    void endEventTime() {
        ended = true;
        if (emittedIdle) {
            // An idle channel's watermarks are ignored.
            emittedIdle = false;
            output.status(WatermarkStatus.ACTIVE);
        }
        emitted = Watermark.MAX;
        output.watermark(Watermark.MAX);
        if (alignment != null) {
            alignment.ended();
        }
    }

    /** Returns whether the split is to be left alone for the sake of other sources. */
    boolean isAhead(String splitId) {
        return alignment != null
                && alignment.isAhead(combined.watermarkOf(splitId), combined.watermark());
    }

    /** Sends on what the generator of an active split has emitted behind a record. */
    void watermarkGrew(SplitStream<T> stream, long watermark) {
        combined.onWatermark(stream.splitId(), watermark);
        publish();
    }

    void splitIsActive(SplitStream<T> stream) {
        combined.onStatus(stream.splitId(), WatermarkStatus.ACTIVE);
        publish();
    }

    void splitIsIdle(SplitStream<T> stream, long silentNanos) {
        LOG.info(
                "A split is idle and does not hold back watermarks: operator={} subtask={} split={}"
                        + " silentMillis={}",
                context.operator(),
                context.subtaskIndex(),
                stream.splitId(),
                Duration.ofNanos(silentNanos).toMillis());
        combined.onStatus(stream.splitId(), WatermarkStatus.IDLE);
        publish();
    }

    <S> StoredSplit<S> store(String splitId, S split) {
        SplitStream<T> stream = streams.get(splitId);
        return stream == null
                ? new StoredSplit<>(split, Watermark.MIN, false)
                : new StoredSplit<>(split, combined.watermarkOf(splitId), stream.isIdle());
    }

    private void probe() {
        long now = context.clock().nanoTime();
        // What is longer than the interval was spent elsewhere, where nothing could be read.
        long elapsed = Math.min(now - lastProbeNanos, Duration.ofMillis(intervalMillis).toNanos());
        lastProbeNanos = now;
        boolean polled = !pollWanted.getAsBoolean();
        for (SplitStream<T> stream : streams.values()) {
            stream.probe(elapsed, polled, graceNanos);
            takeWatermark(stream);
        }
        combined.combine();
        publish();
        scheduleProbe();
    }

    private void takeWatermark(SplitStream<T> stream) {
        if (stream.isIdle()) {
            return;
        }
        long watermark = stream.askForWatermark();
        if (watermark > combined.watermarkOf(stream.splitId())) {
            combined.onWatermark(stream.splitId(), watermark);
        }
    }

    /** Sends on what has changed; a watermark counts only while the stream is active. */
    private void publish() {
        if (ended) {
            return;
        }
        boolean idle = isIdle();
        if (!idle && emittedIdle) {
            emittedIdle = false;
            output.status(WatermarkStatus.ACTIVE);
        }
        long watermark = Math.min(combined.watermark(), cap);
        if (watermark > emitted) {
            emitted = watermark;
            output.watermark(watermark);
        }
        if (idle && !emittedIdle) {
            emittedIdle = true;
            LOG.info(
                    "A subtask of a source is idle: operator={} subtask={} splits={}",
                    context.operator(),
                    context.subtaskIndex(),
                    streams.size());
            output.status(WatermarkStatus.IDLE);
        }
        if (alignment != null) {
            alignment.moved(emitted, emittedIdle);
        }
    }

    private boolean isIdle() {
        if (streams.isEmpty()) {
            return emittedIdle || complete;
        }
        return combined.status() == WatermarkStatus.IDLE;
    }
}
