/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.runtime.worker.Shares.Run;
import io.sampo.runtime.worker.WorkerHost.Deploy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The workers of a node, and the shares that wait until those of earlier runs of their jobs have
 * let go. Confined to its host.
 */
final class RunningShares {
    private final Map<ActorRef<AttemptWorker.Command>, Deploy> workers = new LinkedHashMap<>();
    private final List<Deploy> heldBack = new ArrayList<>();

    void add(ActorRef<AttemptWorker.Command> worker, Deploy order) {
        workers.put(worker, order);
    }

    void remove(ActorRef<AttemptWorker.Command> worker) {
        workers.remove(worker);
    }

    /** Stops some, and returns how many. */
    int stop(Predicate<Deploy> which) {
        List<ActorRef<AttemptWorker.Command>> stopped = new ArrayList<>();
        workers.forEach(
                (worker, share) -> {
                    if (which.test(share)) {
                        stopped.add(worker);
                    }
                });
        stopped.forEach(worker -> worker.tell(AttemptWorker.Stop.INSTANCE));
        return stopped.size();
    }

    /** Holds a share back if something runs of an earlier run of its job. */
    boolean holdBack(Deploy order) {
        boolean mustWait = mustWait(order);
        if (mustWait) {
            heldBack.add(order);
        }
        return mustWait;
    }

    private boolean mustWait(Deploy order) {
        return workers.values().stream().anyMatch(Run.of(order)::follows);
    }

    /** Returns those that were held back and need not wait any more. */
    List<Deploy> release() {
        List<Deploy> released = heldBack.stream().filter(order -> !mustWait(order)).toList();
        heldBack.removeIf(order -> !mustWait(order));
        return released;
    }

    /** Waits no longer for what runs; returns whether the share was held back until now. */
    boolean release(Run run) {
        return heldBack.removeIf(order -> Run.of(order).equals(run));
    }
}
