/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

/**
 * Something that a customer has bought.
 *
 * @param customer who
 * @param cents what it costs, positive
 * @param atMillis when it was ordered, in event time
 */
record Order(String customer, long cents, long atMillis) {}
