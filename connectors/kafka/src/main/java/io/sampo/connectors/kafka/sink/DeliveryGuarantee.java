/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

/** What a Kafka sink promises. Named as in Apache Flink. */
public enum DeliveryGuarantee {
    /** Messages are in a transaction that is committed when their checkpoint is complete. */
    EXACTLY_ONCE,
    /** All messages are with the brokers before a checkpoint; some come again after a restart. */
    AT_LEAST_ONCE,
    /** Messages go out when the producer likes; some are lost, or come again, after a restart. */
    NONE
}
