/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

/**
 * What a flight is told of an airport.
 *
 * @param iata code of the airport
 * @param name of the airport
 * @param city that it serves
 * @param country in which it is
 */
record Airport(String iata, String name, String city, String country) {}
