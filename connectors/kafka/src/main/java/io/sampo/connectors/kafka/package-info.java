/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Apache Kafka as source and sink. Here is what both sides share.
 */
@NullMarked
package io.sampo.connectors.kafka;

import org.jspecify.annotations.NullMarked;
