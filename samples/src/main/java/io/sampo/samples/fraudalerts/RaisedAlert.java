/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.fraudalerts;

/**
 * An alert, and how long it took.
 *
 * @param alert the alert itself
 * @param latencyMillis from the payment's coming into the job to the alert
 */
record RaisedAlert(Alert alert, long latencyMillis) {}
