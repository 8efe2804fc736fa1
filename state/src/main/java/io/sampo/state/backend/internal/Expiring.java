/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend.internal;

/**
 * A value, an element or the value of an entry, as it is stored. Its name and components are part
 * of the format of stored state.
 *
 * @param <V> type of the value
 * @param value the value itself
 * @param accessMillis when it was set, or read if that counts
 */
public record Expiring<V>(V value, long accessMillis) {}
