/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.fraudalerts;

/**
 * A payment that broke a rule.
 *
 * @param card by which
 * @param rule name of the rule
 * @param atMillis event time of the payment
 * @param cents what the card has spent within the time of the rule
 * @param emittedMillis when the payment came into the job, by the clock
 */
record Alert(String card, String rule, long atMillis, long cents, long emittedMillis) {}
