/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.element;

/**
 * The last data of a channel has passed. Only data ends: barriers still follow, until the final
 * checkpoint and its commits are done.
 */
public enum EndOfInput implements ControlElement {
    /** The one instance. */
    INSTANCE
}
