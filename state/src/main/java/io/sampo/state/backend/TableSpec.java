/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.type.TypeInfo;

/**
 * Describes a table of keyed state.
 *
 * @param <N> type of the namespaces
 * @param <V> type of the values
 * @param name unique in the operator
 * @param namespaces {@link NamespaceType#NONE} for ordinary state, windows for window contents
 * @param valueType as far as it is known
 */
public record TableSpec<N, V>(String name, NamespaceType<N> namespaces, TypeInfo<V> valueType) {}
