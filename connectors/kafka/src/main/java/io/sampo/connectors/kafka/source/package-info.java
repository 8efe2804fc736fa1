/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Topics as input. {@link io.sampo.connectors.kafka.source.KafkaSplitEnumerator} finds partitions and
 * where to begin, on the enumerator's thread; {@link
 * io.sampo.connectors.kafka.source.KafkaSourceReader} emits on the subtask's thread what {@link
 * io.sampo.connectors.kafka.source.KafkaFeed} fetches on the I/O executor. Start with {@link
 * io.sampo.connectors.kafka.source.KafkaSource}.
 */
@NullMarked
package io.sampo.connectors.kafka.source;

import org.jspecify.annotations.NullMarked;
