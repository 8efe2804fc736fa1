/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The process of a node, from its settings to its exit code. Start with {@link
 * io.sampo.cluster.launch.ClusterNode}; what a node does hangs itself in as a {@link
 * io.sampo.cluster.launch.NodeService}.
 */
@NullMarked
package io.sampo.cluster.launch;

import org.jspecify.annotations.NullMarked;
