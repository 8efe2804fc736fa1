/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.connectors.kafka.source.KafkaSplitEnumerator.Bounds;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics of Apache Kafka. Each partition is a split with watermarks of its own; the offsets
 * are in the checkpoint, so each message counts once for the job's state.
 *
 * <pre>{@code
 * KafkaSource<Click> clicks =
 *         KafkaSource.<Click>builder()
 *                 .bootstrapServers("localhost:9092")
 *                 .topics("clicks")
 *                 .groupId("enrichment")
 *                 .startingOffsets(OffsetsInitializer.earliest())
 *                 .deserializer(KafkaDeserializer.json(Click.class))
 *                 .build();
 * env.fromSource(clicks, strategy, "clicks").print();
 * }</pre>
 *
 * <p>By default only committed messages are read ({@code isolation.level}), from the earliest one,
 * without an end, and partitions that appear while the job runs are read from their earliest
 * message within a minute. On a restore the offsets come from the checkpoint, whatever the starting
 * offsets say. When a checkpoint is complete its offsets are committed for the consumer group if
 * there is one, for those who watch it; nothing depends on that.
 *
 * <p>A partition counts as idle once everything in it has been read and nothing has come for the
 * grace time; messages of an open transaction, which cannot be read yet, keep it from that. A topic
 * that is missing at the start, and a partition that is deleted while it is read, fail the job with
 * {@code INPUT_UNAVAILABLE}; so do messages that the broker deletes before they are read, unless
 * the property {@code auto.offset.reset} says where to go on. The metric {@code
 * recordsLag.<topic>-<partition>} is how many offsets are still to be read.
 *
 * <p>Values may be bytes, text and JSON ({@link
 * io.sampo.connectors.kafka.format.KafkaDeserializer}), Avro with a schema registry or without one
 * ({@code AvroDeserializer}), Protocol Buffers ({@code ProtobufDeserializer}), or whatever a
 * deserializer of yours makes of them.
 *
 * @param <T> type of the records
 */
public final class KafkaSource<T> implements Source<T, KafkaSplit, KafkaEnumeratorState> {
    private static final long serialVersionUID = 1L;

    private final KafkaSourceOptions<T> options;

    KafkaSource(KafkaSourceOptions<T> options) {
        this.options = options;
    }

    /** Returns a builder of sources. */
    public static <T> KafkaSourceBuilder<T> builder() {
        return new KafkaSourceBuilder<>();
    }

    @Override
    public boolean isBounded() {
        return options.stop() != null;
    }

    @Override
    public SplitEnumerator<KafkaSplit, KafkaEnumeratorState> createEnumerator(
            SplitEnumeratorContext<KafkaSplit> context, @Nullable KafkaEnumeratorState restored) {
        KafkaCluster cluster =
                new KafkaCluster(
                        options.adminProperties("enumerator"),
                        options.subscription(),
                        options.properties().get(ConsumerConfig.GROUP_ID_CONFIG),
                        isolation());
        return new KafkaSplitEnumerator(
                context,
                cluster,
                new Bounds(options.start(), options.stop(), options.discovery()),
                restored);
    }

    private IsolationLevel isolation() {
        String level = options.properties().get(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
        return "read_uncommitted".equals(level)
                ? IsolationLevel.READ_UNCOMMITTED
                : IsolationLevel.READ_COMMITTED;
    }

    @Override
    public SourceReader<T, KafkaSplit> createReader(SourceReaderContext context) {
        Properties properties = options.consumerProperties(context.subtaskIndex());
        KafkaFeed feed =
                new KafkaFeed(
                        () ->
                                new KafkaConsumer<>(
                                        properties,
                                        new ByteArrayDeserializer(),
                                        new ByteArrayDeserializer()),
                        new LogEnds(
                                () -> Admin.create(options.adminProperties("reader")),
                                context.clock()),
                        context.ioExecutor(),
                        context::wakeUp);
        return new KafkaSourceReader<>(
                context,
                feed,
                options.deserializer(),
                new UnreadableMessages(context, options.policy()),
                new GroupOffsets(options.commitsOffsets(), context.metrics()),
                isBounded());
    }

    /** Returns for example {@code KafkaSource[[clicks] at localhost:9092]}. */
    @Override
    public String toString() {
        return "KafkaSource["
                + options.subscription()
                + " at "
                + options.properties().get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)
                + "]";
    }
}
