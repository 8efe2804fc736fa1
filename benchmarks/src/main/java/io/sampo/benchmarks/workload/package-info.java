/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The benchmark workloads without any engine: every event is a pure function of its index and a
 * seed, so that different engines run the same bits and are checked by the same checksums.
 *
 * <p>Start with {@link io.sampo.benchmarks.workload.Workload}, the table of sizes and expected
 * checksums, then {@link io.sampo.benchmarks.workload.WordEvents}, {@link
 * io.sampo.benchmarks.workload.NexmarkEvents} and {@link io.sampo.benchmarks.workload.StateOps},
 * which make the events, and {@link io.sampo.benchmarks.workload.PlainLoop}, the single-threaded
 * loop that no engine can be expected to beat per core. Nothing here knows an engine, a thread or a
 * clock. The makers of events are immutable and may be shared between threads; {@link
 * io.sampo.benchmarks.workload.Checksum} belongs to one thread.
 */
@NullMarked
package io.sampo.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
