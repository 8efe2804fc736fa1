/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a source reads. */
sealed interface Subscription extends Serializable {
    /** All partitions of some topics. */
    record Topics(List<String> names) implements Subscription {
        /** Returns for example {@code [clicks, views]}. */
        @Override
        public String toString() {
            return names.toString();
        }
    }

    /** All partitions of the topics whose whole name a regular expression matches. */
    record Pattern(String regex) implements Subscription {
        /** Returns for example {@code topics that match clicks-.+}. */
        @Override
        public String toString() {
            return "topics that match " + regex;
        }
    }

    /** Some partitions. */
    record Partitions(List<TopicPartition> partitions) implements Subscription {
        Set<String> topics() {
            return partitions.stream()
                    .map(TopicPartition::topic)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** Returns for example {@code [clicks-0, clicks-2]}. */
        @Override
        public String toString() {
            return partitions.toString();
        }
    }
}
