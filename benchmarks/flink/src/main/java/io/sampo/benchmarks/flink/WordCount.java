/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * W1: a word with its count so far.
 *
 * @param word the word
 * @param count how often it came
 */
public record WordCount(String word, long count) {
    static void define(DataStream<String> words) {
        words.keyBy(word -> word)
                .process(new Count())
                .returns(WordCount.class)
                .sinkTo(ResultSink.checksum(WordCount::count));
    }

    private static final class Count extends KeyedProcessFunction<String, String, WordCount> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(String word, Context context, Collector<WordCount> out)
                throws Exception {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            out.collect(new WordCount(word, now));
        }
    }
}
