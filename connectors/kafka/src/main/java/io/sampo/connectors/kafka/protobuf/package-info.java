/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Protocol Buffers in topics, without a schema registry. Needs {@code
 * com.google.protobuf:protobuf-java}, which the connector does not bring. Start with {@link
 * io.sampo.connectors.kafka.protobuf.ProtobufDeserializer} and {@link
 * io.sampo.connectors.kafka.protobuf.ProtobufSerializer}.
 */
@NullMarked
package io.sampo.connectors.kafka.protobuf;

import org.jspecify.annotations.NullMarked;
