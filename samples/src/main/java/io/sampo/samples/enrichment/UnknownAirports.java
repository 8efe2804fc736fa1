/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

import io.sampo.samples.flightdelays.Flight;
import java.util.List;

/**
 * A flight of which an airport was not known at its time.
 *
 * @param airports codes of those not known, one or two
 * @param flight the flight itself
 */
record UnknownAirports(List<String> airports, Flight flight) {}
