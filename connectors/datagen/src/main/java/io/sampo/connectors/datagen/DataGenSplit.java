/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import io.sampo.operators.source.SourceSplit;

/**
 * The indices {@code residue}, {@code residue + modulus}, {@code residue + 2 * modulus} and so on.
 *
 * @param residue from 0 to modulus - 1
 * @param modulus the number of splits
 * @param next the first index that has not been generated
 */
public record DataGenSplit(int residue, int modulus, long next) implements SourceSplit {
    @Override
    public String splitId() {
        return residue + "/" + modulus;
    }
}
