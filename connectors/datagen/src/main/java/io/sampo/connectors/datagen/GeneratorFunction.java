/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import io.sampo.core.function.Function;

/**
 * Makes a record of its index. Called on the subtask's thread; must not block.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface GeneratorFunction<T> extends Function {
    /**
     * Returns the record of an index. The same index must give the same record whenever it is asked
     * for: after a restart it is asked again. For what looks random, hash the index.
     *
     * @param index from 0 on
     * @throws Exception to fail the job
     */
    T generate(long index) throws Exception;
}
