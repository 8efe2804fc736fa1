/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.runtime.worker.WorkerHost.Deploy;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shares of jobs that are on a node, or come. Confined to its host. */
final class Shares {
    private final Duration startLimit;

    /** When each was ordered. A job has one order for each attempt. */
    private final Map<Key, Ordered> ordered = new LinkedHashMap<>();

    private record Key(String runId, int attempt) {}

    private record Ordered(Deploy order, long nanos) {}

    /**
     * A run of a job: what one master of it has ordered.
     *
     * @param attempt its last; attempts of a job that keeps checkpoints count up over all runs
     */
    record Run(String job, String runId, int attempt) {
        static Run of(Deploy order) {
            return new Run(order.job().name(), order.runId(), order.attempt());
        }

        /** Returns whether a share is of an earlier run of the same job, whose master is gone. */
        boolean follows(Deploy share) {
            return share.job().name().equals(job)
                    && !share.runId().equals(runId)
                    && share.attempt() < attempt
                    && share.keepsCheckpoints();
        }
    }

    /**
     * Creates an empty set.
     *
     * @param startLimit how long a share may take until it begins
     */
    Shares(Duration startLimit) {
        this.startLimit = startLimit;
    }

    private static Key key(Deploy order) {
        return new Key(order.runId(), order.attempt());
    }

    void add(Deploy order, long nowNanos) {
        ordered.put(key(order), new Ordered(order, nowNanos));
    }

    void remove(Deploy order) {
        ordered.remove(key(order));
    }

    List<Deploy> all() {
        return ordered.values().stream().map(Ordered::order).toList();
    }

    boolean hasJob(String job) {
        return all().stream().anyMatch(share -> share.job().name().equals(job));
    }

    /** Returns how many slots each job has. */
    Map<String, Integer> taken() {
        Map<String, Integer> taken = new HashMap<>();
        all().forEach(share -> taken.merge(share.job().name(), slots(share), Integer::sum));
        return taken;
    }

    /** A slot holds one subtask of each operator. */
    static int slots(Deploy order) {
        Map<Object, Integer> ofChain = new HashMap<>();
        order.restored().keySet().forEach(id -> ofChain.merge(id.chain(), 1, Integer::sum));
        return ofChain.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Returns why a share must not begin any more, though it could; for people. */
    Optional<String> refusal(Deploy order, long nowNanos) {
        Ordered own = ordered.get(key(order));
        if (own == null || nowNanos - own.nanos() > startLimit.toNanos()) {
            return Optional.of("It took longer than " + startLimit + " to get what is needed");
        }
        boolean overtaken =
                all().stream()
                        .anyMatch(
                                share ->
                                        Run.of(share).follows(order)
                                                || share.runId().equals(order.runId())
                                                        && share.attempt() > order.attempt());
        return overtaken ? Optional.of("A later attempt has begun") : Optional.empty();
    }
}
