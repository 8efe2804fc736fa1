/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a record costs on its way from one process to another. Start with {@link
 * io.sampo.benchmarks.network.NetworkBenchmark}.
 */
@NullMarked
package io.sampo.benchmarks.network;

import org.jspecify.annotations.NullMarked;
