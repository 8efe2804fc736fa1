/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Topics as output. With transactions, {@link io.sampo.connectors.kafka.sink.TransactionPool} knows
 * what each transactional id of a subtask is doing, {@link
 * io.sampo.connectors.kafka.sink.TransactionalWriter} writes and pre-commits, {@link
 * io.sampo.connectors.kafka.sink.TransactionCommitter} commits. Start with {@link
 * io.sampo.connectors.kafka.sink.KafkaSink}.
 */
@NullMarked
package io.sampo.connectors.kafka.sink;

import org.jspecify.annotations.NullMarked;
