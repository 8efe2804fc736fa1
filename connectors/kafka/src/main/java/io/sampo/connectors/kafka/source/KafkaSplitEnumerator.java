/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.connectors.kafka.source.KafkaEnumeratorState.KnownPartition;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds partitions and assigns each to its subtask (SEMANTICS rule 64). Confined to the
 * enumerator's thread; the brokers are asked on others.
 *
 * <p>A reader that has asked once gets all that is its own, now and later.
 */
final class KafkaSplitEnumerator implements SplitEnumerator<KafkaSplit, KafkaEnumeratorState> {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSplitEnumerator.class);

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final SplitEnumeratorContext<KafkaSplit> context;
    private final KafkaCluster cluster;
    private final Bounds bounds;
    private final Set<TopicPartition> known = new HashSet<>();

    /** Not assigned yet, by subtask. */
    private final Map<Integer, List<KafkaSplit>> unassigned = new HashMap<>();

    private final Set<Integer> asked = new HashSet<>();
    private boolean started;
    private boolean holdsBack;

    /**
     * Where partitions begin and end, and when new ones are looked for.
     *
     * @param start of those that are there when the job starts anew
     * @param stop null if they have no end
     * @param discovery between two looks at the brokers; zero for none
     */
    record Bounds(
            OffsetsInitializer start, @Nullable OffsetsInitializer stop, Duration discovery) {}

    KafkaSplitEnumerator(
            SplitEnumeratorContext<KafkaSplit> context,
            KafkaCluster cluster,
            Bounds bounds,
            @Nullable KafkaEnumeratorState restored) {
        this.context = context;
        this.cluster = cluster;
        this.bounds = bounds;
        if (restored != null) {
            started = restored.started();
            restored.known().forEach(p -> known.add(new TopicPartition(p.topic(), p.partition())));
            restored.unassigned().forEach(this::keep);
        }
    }

    @Override
    public void start() {
        adjustHold();
        if (started) {
            lookAgain();
        } else {
            context.callAsync(this::firstSplits, this::takeFirst);
        }
    }

    private List<KafkaSplit> firstSplits() throws Exception {
        Set<TopicPartition> partitions = cluster.partitions();
        Map<TopicPartition, Long> starts = cluster.startOffsets(bounds.start(), partitions);
        Map<TopicPartition, Long> stops =
                bounds.stop() == null ? Map.of() : cluster.stopOffsets(bounds.stop(), partitions);
        return splits(starts, stops);
    }

    private static List<KafkaSplit> splits(
            Map<TopicPartition, Long> starts, Map<TopicPartition, Long> stops) {
        List<KafkaSplit> splits = new ArrayList<>();
        starts.keySet().stream()
                .sorted(ORDER)
                .forEach(
                        p ->
                                splits.add(
                                        new KafkaSplit(
                                                p.topic(),
                                                p.partition(),
                                                starts.getOrDefault(p, 0L),
                                                stops.getOrDefault(p, KafkaSplit.NO_STOP))));
        return splits;
    }

    private void takeFirst(List<KafkaSplit> splits) {
        if (splits.isEmpty()) {
            LOG.warn("A source has no partitions to read: {}", cluster.describeSubscription());
        }
        started = true;
        add(splits);
        lookAgain();
    }

    private void lookAgain() {
        List.copyOf(asked).forEach(this::handleSplitRequest);
        if (!bounds.discovery().isZero()) {
            context.callPeriodically(
                    cluster::partitionsIfReachable,
                    found -> found.ifPresent(this::compare),
                    bounds.discovery());
        }
    }

    private void compare(Set<TopicPartition> found) {
        known.stream()
                .filter(partition -> !found.contains(partition))
                .min(ORDER)
                .ifPresent(
                        partition -> {
                            throw deleted(partition);
                        });
        Set<TopicPartition> fresh = new HashSet<>(found);
        fresh.removeAll(known);
        if (!fresh.isEmpty() && bounds.stop() == null) {
            context.callAsync(
                    () -> cluster.startOffsets(OffsetsInitializer.earliest(), fresh),
                    starts -> {
                        List<KafkaSplit> splits = new ArrayList<>(splits(starts, Map.of()));
                        splits.removeIf(split -> known.contains(split.topicPartition()));
                        LOG.info("Found more partitions: splits={}", splits);
                        add(splits);
                    });
        }
    }

    private static StreamException deleted(TopicPartition partition) {
        return new StreamException(
                ErrorCode.INPUT_UNAVAILABLE,
                "A partition that is being read was deleted: topic="
                        + partition.topic()
                        + " partition="
                        + partition.partition()
                        + ". What was not read yet is lost. Start the job without its checkpoints, or"
                        + " with a source of another name.");
    }

    private void add(List<KafkaSplit> splits) {
        for (KafkaSplit split : splits) {
            known.add(split.topicPartition());
            keep(split);
        }
        asked.forEach(this::assign);
        adjustHold();
    }

    private void keep(KafkaSplit split) {
        unassigned.computeIfAbsent(owner(split), subtask -> new ArrayList<>()).add(split);
    }

    /** The partitions of one topic go to neighbouring subtasks, those of topics begin apart. */
    private int owner(KafkaSplit split) {
        int readers = context.parallelism();
        int first = ((split.topic().hashCode() * 31) & Integer.MAX_VALUE) % readers;
        return (first + split.partition() % readers) % readers;
    }

    @Override
    public void handleSplitRequest(int subtaskIndex) {
        asked.add(subtaskIndex);
        if (started) {
            assign(subtaskIndex);
            context.signalNoMoreSplits(subtaskIndex);
            adjustHold();
        }
    }

    private void assign(int subtask) {
        List<KafkaSplit> splits = unassigned.remove(subtask);
        if (splits != null) {
            splits.forEach(split -> context.assignSplit(split, subtask));
        }
    }

    /**
     * Holds back watermarks until the partitions of the start are all assigned: they go out one by
     * one, and a reader must not run ahead of those to come.
     */
    private void adjustHold() {
        boolean hold = !started || !unassigned.isEmpty();
        if (hold != holdsBack) {
            holdsBack = hold;
            context.capWatermark(hold ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    @Override
    public void addSplitsBack(List<KafkaSplit> splits) {
        splits.forEach(this::keep);
    }

    @Override
    public KafkaEnumeratorState snapshotState(long checkpointId) {
        List<KafkaSplit> left = new ArrayList<>();
        unassigned.values().forEach(left::addAll);
        List<KnownPartition> found =
                known.stream()
                        .sorted(ORDER)
                        .map(p -> new KnownPartition(p.topic(), p.partition()))
                        .toList();
        return new KafkaEnumeratorState(started, found, left);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
