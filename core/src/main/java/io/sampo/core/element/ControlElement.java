/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.element;

/**
 * An element that is not a record. Control elements keep their place among the records of a channel
 * and need no credit (see the exchange).
 */
public sealed interface ControlElement
        permits Watermark, WatermarkStatus, CheckpointBarrier, EndOfInput {}
