/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * How the bytes of a topic become records and back. Start with {@link
 * io.sampo.connectors.kafka.format.KafkaDeserializer} and {@link
 * io.sampo.connectors.kafka.format.KafkaRecordSerializer}.
 */
@NullMarked
package io.sampo.connectors.kafka.format;

import org.jspecify.annotations.NullMarked;
