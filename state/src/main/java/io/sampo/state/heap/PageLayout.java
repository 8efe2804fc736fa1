/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.KeyType;

/**
 * What the columns of a {@link Page} are.
 *
 * @param longKeys whether the keys are {@code Long}s, kept as plain numbers: they are compared
 *     without following references to objects that were made long ago and far away
 * @param namespaces whether there is one for each entry
 * @param values what the values are
 */
record PageLayout(boolean longKeys, boolean namespaces, PageValues values) {
    static PageLayout of(KeyType<?> keys, boolean namespaces, PageValues values) {
        return new PageLayout(keys.keyClass() == Long.class, namespaces, values);
    }
}
