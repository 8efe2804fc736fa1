/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.element;

/** Whether a channel holds back watermarks. An idle channel does not. */
public enum WatermarkStatus implements ControlElement {
    /** The channel takes part in the minimum. */
    ACTIVE,
    /** The channel has nothing to say and is left out of the minimum. */
    IDLE
}
