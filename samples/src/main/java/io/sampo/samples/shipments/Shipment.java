/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

/**
 * Orders of a customer that go together.
 *
 * @param customer whose
 * @param orders how many
 * @param cents what they cost together
 * @param firstMillis event time of the earliest order
 * @param lastMillis event time of the latest order
 */
record Shipment(String customer, long orders, long cents, long firstMillis, long lastMillis) {}
