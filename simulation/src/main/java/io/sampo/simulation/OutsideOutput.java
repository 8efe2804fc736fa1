/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A system outside of the process that takes transactions: prepared ones wait until they are
 * committed, however often and by whichever process.
 */
final class OutsideOutput {
    private final Map<String, List<Object>> prepared = new LinkedHashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Set<String> committed = new HashSet<>();
    private final List<Object> records = new ArrayList<>();
    private int lastAttempt;
    private String finding = "";

    /** Returns a connection of one process, which is of no use once that is dead. */
    Session connect(BooleanSupplier alive) {
        return new Session(alive);
    }

    /** Returns what was committed that should not have been, if anything. */
    Optional<String> finding() {
        return finding.isEmpty() ? Optional.empty() : Optional.of(finding);
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

        /**
         * Keeps records until they are committed.
         *
         * @param attempt of the job; once one has prepared something, all that those before it may
         *     commit has been committed, since a sink commits what it restores before all else
         */
        void prepare(String transaction, int attempt, List<Object> content) {
            checkAlive();
            lastAttempt = Math.max(lastAttempt, attempt);
            attempts.put(transaction, attempt);
            if (prepared.putIfAbsent(transaction, content) != null) {
                throw new IllegalStateException("prepared twice: transaction=" + transaction);
            }
        }

        /** Keeps a record that is seen at once. */
        void append(Object record) {
            checkAlive();
            records.add(record);
        }

        void commit(String transaction) {
            checkAlive();
            List<Object> content = prepared.get(transaction);
            if (content == null) {
                throw new IllegalStateException("never prepared: transaction=" + transaction);
            }
            if (committed.add(transaction)) {
                checkNotFenced(transaction);
                records.addAll(content);
            }
        }

        private void checkNotFenced(String transaction) {
            int attempt = attempts.getOrDefault(transaction, 0);
            if (attempt < lastAttempt && finding.isEmpty()) {
                finding =
                        "Output of an attempt was committed that was over: transaction="
                                + transaction
                                + " attempt="
                                + attempt
                                + " last="
                                + lastAttempt;
            }
        }

        private void checkAlive() {
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException("The process is dead");
            }
        }
    }
}
