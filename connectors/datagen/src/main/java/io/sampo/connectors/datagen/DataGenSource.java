/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Generates records, each from its index alone, so that every run gives the same ones.
 *
 * <pre>{@code
 * DataGenSource<Order> orders =
 *         DataGenSource.of(i -> new Order(i, "customer-" + i % 100)).count(1_000_000).ratePerSecond(5000);
 * env.fromSource(orders, WatermarkStrategy.noWatermarks(), "orders").print();
 * }</pre>
 *
 * <p>The indices are dealt out like cards: with two subtasks, one has 0, 2, 4 ... and the other 1,
 * 3, 5 .... How many splits there are is settled at the first start and stays so when the job goes
 * on with another parallelism; positions are exact. Splits are never idle.
 *
 * <p>With a rate, record i is due at i / rate after the start. None comes early and none is left
 * out: what is late, for instance after back pressure, comes as fast as possible. When a job is
 * restored, the pace goes on from where it was; the time in which the job did not run does not
 * count.
 *
 * @param <T> type of the records
 */
public final class DataGenSource<T> implements Source<T, DataGenSplit, DataGenState> {
    private static final long serialVersionUID = 1L;
    private static final Duration DEFAULT_PAUSE = Duration.ofNanos(50_000);

    private final GeneratorFunction<T> generator;
    private final @Nullable TimestampFunction<T> timestamps;
    private final Options options;

    /**
     * What can be set beside the functions.
     *
     * @param count the number of records; {@code Long.MAX_VALUE} is without an end
     * @param ratePerSecond over all subtasks; 0 is as fast as possible
     * @param shortestPause between two looks at the clock
     */
    record Options(long count, double ratePerSecond, Duration shortestPause)
            implements Serializable {}

    private DataGenSource(
            GeneratorFunction<T> generator,
            @Nullable TimestampFunction<T> timestamps,
            Options options) {
        this.generator = generator;
        this.timestamps = timestamps;
        this.options = options;
    }

    /** Returns a source without an end that generates as fast as possible. */
    public static <T> DataGenSource<T> of(GeneratorFunction<T> generator) {
        Objects.requireNonNull(generator, "generator");
        return new DataGenSource<>(generator, null, new Options(Long.MAX_VALUE, 0, DEFAULT_PAUSE));
    }

    /** Returns the same source with the indices from 0 to {@code records - 1} only: it ends. */
    public DataGenSource<T> count(long records) {
        if (records < 0) {
            throw new IllegalArgumentException("A count is not negative: records=" + records);
        }
        return with(new Options(records, options.ratePerSecond, options.shortestPause));
    }

    /** Returns the same source at so many records a second, over all subtasks together. */
    public DataGenSource<T> ratePerSecond(double records) {
        if (!(records > 0) || Double.isInfinite(records)) {
            throw new IllegalArgumentException("A rate is a positive number: records=" + records);
        }
        return with(new Options(options.count, records, options.shortestPause));
    }

    /** Returns the same source with a timestamp for each record. */
    public DataGenSource<T> withTimestamps(TimestampFunction<T> function) {
        return new DataGenSource<>(generator, function, options);
    }

    /**
     * Returns the same source with another pause at least between two looks at the clock, once all
     * that is due has come. 50 microseconds by default; longer takes less of the processor, and
     * records come later and in larger groups.
     */
    public DataGenSource<T> shortestPause(Duration pause) {
        if (pause.isNegative()) {
            throw new IllegalArgumentException("A pause is not negative: pause=" + pause);
        }
        return with(new Options(options.count, options.ratePerSecond, pause));
    }

    private DataGenSource<T> with(Options changed) {
        return new DataGenSource<>(generator, timestamps, changed);
    }

    @Override
    public boolean isBounded() {
        return options.count != Long.MAX_VALUE;
    }

    @Override
    public SplitEnumerator<DataGenSplit, DataGenState> createEnumerator(
            SplitEnumeratorContext<DataGenSplit> context, @Nullable DataGenState restored) {
        return new DataGenEnumerator(context, restored);
    }

    @Override
    public SourceReader<T, DataGenSplit> createReader(SourceReaderContext context) {
        return new DataGenReader<>(context, generator, timestamps, options);
    }
}
