/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Keys of one final class of the JDK, compared by {@code equals}.
 *
 * @param hasher written out here rather than left to {@code hashCode()} where the JDK does not
 *     specify it
 */
record ScalarKeyType<K>(
        Class<K> keyClass,
        ToIntFunction<K> hasher,
        BiConsumer<K, BinaryOutput> writer,
        Function<BinaryInput, K> reader)
        implements KeyType<K> {
    @Override
    public int hash(K key) {
        return hasher.applyAsInt(key);
    }

    @Override
    public boolean same(K left, K right) {
        return left.equals(right);
    }

    @Override
    public void write(K key, BinaryOutput target) {
        writer.accept(key, target);
    }

    @Override
    public K read(BinaryInput source) {
        return reader.apply(source);
    }
}
