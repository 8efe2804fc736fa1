/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a node is to do, read from its file. Start with {@link io.sampo.cluster.config.NodeConfig},
 * which {@link io.sampo.cluster.config.ConfigLoader} loads. Knows nothing of actors. Used while a
 * process starts, by one thread.
 */
@NullMarked
package io.sampo.cluster.config;

import org.jspecify.annotations.NullMarked;
