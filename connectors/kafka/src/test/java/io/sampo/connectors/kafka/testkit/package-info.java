/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Real brokers for tests, one or three, and what they give sources and sinks in place of the engine.
 * Start with {@link io.sampo.connectors.kafka.testkit.KafkaBroker} and {@link
 * io.sampo.connectors.kafka.testkit.BrokerCluster}.
 */
package io.sampo.connectors.kafka.testkit;
