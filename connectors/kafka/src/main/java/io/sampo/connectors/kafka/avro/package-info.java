/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Avro in topics, with a schema registry and without one. Needs {@code io.sampo:sampo-format-avro},
 * which the connector does not bring. Start with {@link
 * io.sampo.connectors.kafka.avro.AvroDeserializer} and {@link
 * io.sampo.connectors.kafka.avro.AvroSerializer}; {@link
 * io.sampo.connectors.kafka.avro.RegistryClient} speaks with the registry.
 */
@NullMarked
package io.sampo.connectors.kafka.avro;

import org.jspecify.annotations.NullMarked;
