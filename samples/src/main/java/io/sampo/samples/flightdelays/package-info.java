/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Delays by airport and day, from real flights: event time, keyed tumbling windows, late records to a
 * side output, exactly-once files. Start with {@link io.sampo.samples.flightdelays.FlightDelaysJob}.
 */
@NullMarked
package io.sampo.samples.flightdelays;

import org.jspecify.annotations.NullMarked;
