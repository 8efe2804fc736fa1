/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A system outside of the process that takes transactions: prepared ones wait until they are
 * committed, however often and by whichever process.
 */
final class OutsideOutput {
    private final Map<String, List<Object>> prepared = new LinkedHashMap<>();
    private final Set<String> committed = new HashSet<>();
    private final List<Object> records = new ArrayList<>();

    /** Returns a connection of one process, which is of no use once that is dead. */
    Session connect(BooleanSupplier alive) {
        return new Session(alive);
    }

    /** Returns what was committed. */
    List<Object> records() {
        return List.copyOf(records);
    }

    /** A connection of one process. */
    final class Session {
        private final BooleanSupplier alive;

        private Session(BooleanSupplier alive) {
            this.alive = alive;
        }

        void prepare(String transaction, List<Object> content) {
            checkAlive();
            if (prepared.putIfAbsent(transaction, content) != null) {
                throw new IllegalStateException("prepared twice: transaction=" + transaction);
            }
        }

        void commit(String transaction) {
            checkAlive();
            List<Object> content = prepared.get(transaction);
            if (content == null) {
                throw new IllegalStateException("never prepared: transaction=" + transaction);
            }
            if (committed.add(transaction)) {
                records.addAll(content);
            }
        }

        private void checkAlive() {
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException("The process is dead");
            }
        }
    }
}
