/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import java.util.List;

/**
 * What the enumerator of a Kafka source keeps in a checkpoint.
 *
 * @param started whether the partitions of the start have been found; those found later begin at
 *     their earliest message
 * @param known the partitions that have been found
 * @param unassigned splits that no reader has yet
 */
public record KafkaEnumeratorState(
        boolean started, List<KnownPartition> known, List<KafkaSplit> unassigned) {
    /**
     * A partition that has been found.
     *
     * @param topic its name
     * @param partition number of the partition
     */
    public record KnownPartition(String topic, int partition) {}
}
