/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.settings;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;

/**
 * The section {@code sampo.state}; its keys and defaults are explained in {@code reference.conf}.
 *
 * @param backend where keyed state is kept while the job runs
 * @param managedMemoryBytes memory for state outside the Java objects of the job: caches, write buffers
 *     and cached objects of the RocksDB backend; not used by the heap backend
 */
public record StateSettings(Backend backend, long managedMemoryBytes) {
    private static final long LEAST_MANAGED_BYTES = 16L << 20;

    /** Where keyed state is kept. */
    public enum Backend {
        /** As objects on the Java heap. */
        HEAP,
        /** On disk, with a cache of objects in memory. */
        ROCKSDB
    }

    /**
     * Reads and checks the section of the whole configuration.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}, naming all problems
     */
    public static StateSettings from(Config root) {
        return SettingsReader.read(
                root,
                "sampo.state",
                in ->
                        new StateSettings(
                                in.choice("backend", Backend.class),
                                in.bytes("managed-memory", LEAST_MANAGED_BYTES)));
    }
}
