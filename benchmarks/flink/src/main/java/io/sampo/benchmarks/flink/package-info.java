/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The workloads as jobs of Apache Flink, written as its documentation advises and with its defaults:
 * a source of the new interface that gives one record for each call, records that its own serializer
 * knows, and the shape that Sampo's jobs have. Start with {@link
 * io.sampo.benchmarks.flink.FlinkProcess}.
 */
@NullMarked
package io.sampo.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
