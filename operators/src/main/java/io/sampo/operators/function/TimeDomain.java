/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

/** The two kinds of time. */
public enum TimeDomain {
    /** Time in the records. */
    EVENT_TIME,
    /** Time of the machine's clock. */
    PROCESSING_TIME
}
