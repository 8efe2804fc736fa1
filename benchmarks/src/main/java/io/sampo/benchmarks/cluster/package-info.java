/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * A workload over two processes, here and on Apache Flink. Start with {@link
 * io.sampo.benchmarks.cluster.ClusterBenchmark}.
 */
@NullMarked
package io.sampo.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
