/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import org.HdrHistogram.Histogram;

/**
 * What a latency job measured.
 *
 * @param nanos latencies of the events after the warm-up
 * @param events all events that reached the sinks
 */
public record Measurement(Histogram nanos, long events) {}
