/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

/**
 * What the enumerator keeps in a checkpoint.
 *
 * @param assigned whether a reader has the split
 */
public record SocketState(boolean assigned) {}
