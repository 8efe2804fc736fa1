/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Runs several programs in one job of Apache Flink: to start one takes most of the time. */
final class FlinkJob {
    private static final int PARALLELISM = 2;
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(256);

    private FlinkJob() {}

    static StreamExecutionEnvironment environment() {
        Configuration settings = new Configuration();
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        return StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, settings);
    }

    /** Returns the records with a watermark behind each of them. */
    static DataStream<Reading> readings(
            StreamExecutionEnvironment environment, List<Reading> readings) {
        return environment
                .fromData(readings)
                .setParallelism(1)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Reading>forGenerator(context -> new BehindEach())
                                .withTimestampAssigner((reading, before) -> reading.time()))
                .setParallelism(1);
    }

    /** Runs everything, and returns the results of each stream. */
    static List<List<String>> run(List<DataStream<String>> streams) throws Exception {
        List<List<String>> results = new ArrayList<>();
        DataStream<String> all = null;
        for (int i = 0; i < streams.size(); i++) {
            results.add(new ArrayList<>());
            String prefix = i + ":";
            DataStream<String> marked =
                    streams.get(i).map(result -> prefix + result).returns(Types.STRING);
            all = all == null ? marked : all.union(marked);
        }
        if (all == null) {
            return results;
        }
        try (CloseableIterator<String> marked = all.executeAndCollect()) {
            while (marked.hasNext()) {
                String result = marked.next();
                int colon = result.indexOf(':');
                results.get(Integer.parseInt(result.substring(0, colon)))
                        .add(result.substring(colon + 1));
            }
        }
        return results;
    }

    private static final class BehindEach implements WatermarkGenerator<Reading> {
        private long newest = Long.MIN_VALUE;

        @Override
        public void onEvent(Reading reading, long timestamp, WatermarkOutput output) {
            newest = Math.max(newest, timestamp);
            output.emitWatermark(new Watermark(newest - Reading.BOUND - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
