/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

/** The two ways in which Fory writes. */
enum ForyMode {
    /** With the names and types of fields, so that a later version of a class can read it. */
    STATE,
    /** Without; a check value of each class stands in for them. */
    WIRE
}
