/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

/**
 * A key with a value that was computed for it.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 * @param key the key
 * @param value the value
 */
public record KeyedValue<K, V>(K key, V value) {}
