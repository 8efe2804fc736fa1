/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.settings;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;
import io.sampo.state.rocksdb.RocksSettings;
import java.time.Duration;

/**
 * The section {@code sampo.state}; its keys and defaults are explained in {@code reference.conf}.
 *
 * @param backend where keyed state is kept while the job runs
 * @param managedMemoryBytes memory for state outside the Java objects of the job: caches, write
 *     buffers and cached objects of the RocksDB backend; not used by the heap backend
 * @param rocksdb how the RocksDB backend divides it
 */
public record StateSettings(Backend backend, long managedMemoryBytes, RocksSettings rocksdb) {
    /** The section that is read. */
    public static final String PATH = "sampo.state";

    private static final long LEAST_MANAGED_BYTES = 16L << 20;
    private static final long LEAST_WRITE_BUFFER_BYTES = 64L << 10;
    private static final double LEAST_SHARE = 0.1;
    private static final double MOST_OBJECT_SHARE = 0.9;
    private static final double MOST_WRITE_BUFFER_SHARE = 0.8;
    private static final int MOST_THREADS = 64;

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
        return SettingsReader.read(root, PATH, StateSettings::read);
    }

    /** Reads the section from its reader, which notes the problems. */
    public static StateSettings read(SettingsReader in) {
        return new StateSettings(
                in.choice("backend", Backend.class),
                in.bytes("managed-memory", LEAST_MANAGED_BYTES),
                in.section("rocksdb", StateSettings::rocksdb));
    }

    private static RocksSettings rocksdb(SettingsReader in) {
        return new RocksSettings(
                in.fraction("object-share", LEAST_SHARE, MOST_OBJECT_SHARE),
                in.fraction("write-buffer-share", LEAST_SHARE, MOST_WRITE_BUFFER_SHARE),
                in.bytes("max-write-buffer", LEAST_WRITE_BUFFER_BYTES),
                in.integer("background-threads", 1, MOST_THREADS),
                in.duration("time-to-flush", Duration.ofMillis(1)));
    }
}
