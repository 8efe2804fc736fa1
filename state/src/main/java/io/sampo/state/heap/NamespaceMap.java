/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

/**
 * What the keys have in one namespace, those of all key groups in one map: most windows have few
 * rows for each key group, and a map for each would be several times what is in it, and spread over
 * as many places. A snapshot sorts the rows ({@link SortedSegments}).
 */
final class NamespaceMap {
    final Object namespace;

    /** Replaced by a copy while a snapshot needs it. */
    PagedMap map;

    NamespaceMap(Object namespace, PagedMap map) {
        this.namespace = namespace;
        this.map = map;
    }
}
