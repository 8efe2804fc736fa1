/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

/** A payment for an order. */
record Payment(String orderId, int amount) {}
