/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.flink;

import io.sampo.benchmarks.kafka.workload.Click;
import io.sampo.benchmarks.kafka.workload.ClickTotals;
import io.sampo.benchmarks.kafka.workload.Clicks;
import io.sampo.benchmarks.kafka.workload.KafkaRuns;
import io.sampo.benchmarks.kafka.workload.KafkaTask;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Apache Flink and its Kafka connector in this JVM. */
public final class FlinkKafkaProcess implements KafkaRuns.Engine {
    /**
     * What the connector's documentation asks for: an hour, its default, is more than brokers
     * allow.
     */
    private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

    private FlinkKafkaProcess() {}

    /** Takes a {@link KafkaTask}. */
    public static void main(String[] arguments) throws Exception {
        KafkaRuns.run(KafkaTask.parse(arguments), new FlinkKafkaProcess());
    }

    @Override
    public void count(KafkaTask task, int repetition) throws Exception {
        StreamExecutionEnvironment environment = environment(task, repetition);
        environment
                .fromSource(
                        source(task).setBounded(OffsetsInitializer.latest()).build(),
                        WatermarkStrategy.<Click>forMonotonousTimestamps()
                                .withTimestampAssigner((click, before) -> click.at()),
                        "clicks")
                .keyBy(Click::user)
                .window(TumblingEventTimeWindows.of(Clicks.WINDOW))
                .aggregate(new Totalling(), new InWindow())
                .name("totals")
                .sinkTo(sink(task, new JsonMessages<>(task.out(repetition), ClickTotals::user)))
                .name("totals out");
        environment.execute("kafka");
    }

    @Override
    public void passThrough(KafkaTask task) throws Exception {
        StreamExecutionEnvironment environment = environment(task, 1);
        environment
                .fromSource(source(task).build(), WatermarkStrategy.noWatermarks(), "clicks")
                .sinkTo(sink(task, new JsonMessages<>(task.out(1), Click::user)))
                .name("clicks out");
        environment.executeAsync("kafka");
    }

    private static StreamExecutionEnvironment environment(KafkaTask task, int repetition) {
        Configuration settings = new Configuration();
        // else a type that its own serializers do not know would be slow without a word
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Path.of(task.checkpoints(), String.valueOf(repetition)).toUri().toString());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(KafkaTask.PARALLELISM, settings);
        environment.enableCheckpointing(KafkaTask.CHECKPOINT_MILLIS);
        return environment;
    }

    private static KafkaSourceBuilder<Click> source(KafkaTask task) {
        return KafkaSource.<Click>builder()
                .setBootstrapServers(task.servers())
                .setTopics(task.in())
                .setStartingOffsets(OffsetsInitializer.earliest())
                // ours reads committed messages only, unless it is told otherwise
                .setProperty("isolation.level", "read_committed")
                .setValueOnlyDeserializer(new JsonClicks());
    }

    private static <T> KafkaSink<T> sink(KafkaTask task, JsonMessages<T> messages) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(task.servers())
                .setRecordSerializer(messages)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(messages.topic())
                .setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS)
                .build();
    }

    private static final class Totalling
            implements AggregateFunction<Click, ClickTotals, ClickTotals> {
        private static final long serialVersionUID = 1L;

        @Override
        public ClickTotals createAccumulator() {
            return ClickTotals.none();
        }

        @Override
        public ClickTotals add(Click click, ClickTotals totals) {
            return totals.plus(click);
        }

        @Override
        public ClickTotals getResult(ClickTotals totals) {
            return totals;
        }

        @Override
        public ClickTotals merge(ClickTotals left, ClickTotals right) {
            return left.plus(right);
        }
    }

    private static final class InWindow
            extends ProcessWindowFunction<ClickTotals, ClickTotals, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String user,
                Context context,
                Iterable<ClickTotals> elements,
                Collector<ClickTotals> out) {
            out.collect(elements.iterator().next().in(context.window().getStart()));
        }
    }
}
