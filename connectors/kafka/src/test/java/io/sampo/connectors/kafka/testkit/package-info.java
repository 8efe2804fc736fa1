/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * A real broker for tests, and what they give sources and sinks in place of the engine. Start with
 * {@link io.sampo.connectors.kafka.testkit.KafkaBroker}.
 */
package io.sampo.connectors.kafka.testkit;
