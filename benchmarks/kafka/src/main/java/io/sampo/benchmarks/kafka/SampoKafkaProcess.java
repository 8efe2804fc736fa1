/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka;

import io.sampo.benchmarks.kafka.workload.Click;
import io.sampo.benchmarks.kafka.workload.ClickTotals;
import io.sampo.benchmarks.kafka.workload.Clicks;
import io.sampo.benchmarks.kafka.workload.KafkaRuns;
import io.sampo.benchmarks.kafka.workload.KafkaTask;
import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import io.sampo.connectors.kafka.sink.DeliveryGuarantee;
import io.sampo.connectors.kafka.sink.KafkaSink;
import io.sampo.connectors.kafka.source.KafkaSource;
import io.sampo.connectors.kafka.source.KafkaSourceBuilder;
import io.sampo.connectors.kafka.source.OffsetsInitializer;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.nio.file.Path;
import java.time.Duration;

/** Sampo in this JVM. */
final class SampoKafkaProcess implements KafkaRuns.Engine {
    private SampoKafkaProcess() {}

    /** Takes a {@link KafkaTask}. */
    public static void main(String[] arguments) throws Exception {
        KafkaRuns.run(KafkaTask.parse(arguments), new SampoKafkaProcess());
    }

    @Override
    public void count(KafkaTask task, int repetition) {
        StreamEnvironment env = environment(task, repetition);
        env.fromSource(
                        source(task).bounded(OffsetsInitializer.latest()).build(),
                        WatermarkStrategy.<Click>forMonotonousTimestamps()
                                .withTimestampAssigner((click, before) -> click.at()),
                        "clicks")
                .keyBy(Click::user)
                .window(TumblingEventTimeWindows.of(Clicks.WINDOW))
                .aggregate(new Totalling(), new InWindow())
                .name("totals")
                .sinkTo(
                        sink(
                                task,
                                task.out(repetition),
                                KafkaRecordSerializer.json(
                                        task.out(repetition), ClickTotals::user)))
                .name("totals out");
        env.execute("kafka");
    }

    @Override
    public void passThrough(KafkaTask task) {
        StreamEnvironment env = environment(task, 1);
        env.fromSource(source(task).build(), WatermarkStrategy.noWatermarks(), "clicks")
                .sinkTo(
                        sink(
                                task,
                                task.out(1),
                                KafkaRecordSerializer.json(task.out(1), Click::user)))
                .name("clicks out");
        env.executeAsync("kafka");
    }

    private static StreamEnvironment environment(KafkaTask task, int repetition) {
        return StreamEnvironment.local()
                .setParallelism(KafkaTask.PARALLELISM)
                .enableCheckpointing(
                        Duration.ofMillis(KafkaTask.CHECKPOINT_MILLIS),
                        Path.of(task.checkpoints(), String.valueOf(repetition)));
    }

    private static KafkaSourceBuilder<Click> source(KafkaTask task) {
        return KafkaSource.<Click>builder()
                .bootstrapServers(task.servers())
                .topics(task.in())
                .deserializer(KafkaDeserializer.json(Click.class));
    }

    private static <T> KafkaSink<T> sink(
            KafkaTask task, String out, KafkaRecordSerializer<T> serializer) {
        return KafkaSink.<T>builder()
                .bootstrapServers(task.servers())
                .recordSerializer(serializer)
                .deliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .transactionalIdPrefix(out)
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
                Context<TimeWindow> context,
                Iterable<ClickTotals> elements,
                Collector<ClickTotals> out) {
            out.collect(elements.iterator().next().in(context.window().start()));
        }
    }
}
