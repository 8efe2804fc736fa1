/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.WordEvents;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import org.jspecify.annotations.Nullable;

/** W1, and W7 with fewer words: counts words, and emits the count so far for each. */
final class WordCountJob {
    private WordCountJob() {}

    static void define(StreamEnvironment environment, long seed, long events) {
        WordEvents words = new WordEvents(seed);
        environment
                .fromSource(
                        new EventSource<>(events, words::word),
                        WatermarkStrategy.noWatermarks(),
                        "words")
                .keyBy(word -> word)
                .process(new CountWords())
                .name("count")
                .sinkTo(new ChecksumSink<>(WordCount::count))
                .name("sum");
    }

    /**
     * A word with its count so far.
     *
     * @param word the word
     * @param count how often it came
     */
    record WordCount(String word, long count) {}

    private static final class CountWords extends KeyedProcessFunction<String, String, WordCount> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Long> count;

        @Override
        public void open(RuntimeContext context) {
            count = context.getState(StateDescriptor.value("count", Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(String word, Context<String> context, Collector<WordCount> out) {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            out.collect(new WordCount(word, now));
        }
    }
}
