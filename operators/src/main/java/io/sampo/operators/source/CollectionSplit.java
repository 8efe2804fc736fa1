/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

/**
 * Neighbouring elements of a {@link CollectionSource}.
 *
 * @param first index of the first one
 * @param next index of the first one that has not been read
 * @param end index behind the last one
 */
public record CollectionSplit(int first, int next, int end) implements SourceSplit {
    @Override
    public String splitId() {
        return "elements from " + first;
    }
}
