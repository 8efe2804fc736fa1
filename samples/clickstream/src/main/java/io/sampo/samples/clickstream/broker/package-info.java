/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * A Kafka broker in a process of its own, for a first try. Start with {@link
 * io.sampo.samples.clickstream.broker.OwnBroker}.
 */
@NullMarked
package io.sampo.samples.clickstream.broker;

import org.jspecify.annotations.NullMarked;
