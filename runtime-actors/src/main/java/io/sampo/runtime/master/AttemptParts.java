/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.runtime.worker.AttemptWorker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The actors of one attempt, until they end. Confined to the job master. */
final class AttemptParts {
    private final ActorContext<JobMaster.Command> context;
    private final int attempt;

    /** All that have not ended yet, and what they are. */
    private final Map<ActorRef<?>, String> alive = new LinkedHashMap<>();

    /** Who was asked for a worker and has not answered. */
    private final Set<ActorRef<?>> asked = new LinkedHashSet<>();

    private final List<ActorRef<AttemptWorker.Command>> workers = new ArrayList<>();

    /** Those that must say themselves what their part of a finished job leaves. */
    private final Set<ActorRef<?>> elsewhere = new HashSet<>();

    AttemptParts(ActorContext<JobMaster.Command> context, int attempt) {
        this.context = context;
        this.attempt = attempt;
    }

    /** The master hears of the end of an actor, however it ends. */
    void add(ActorRef<?> actor, String what) {
        alive.put(actor, what);
        context.watchWith(actor, new JobMaster.ActorGone(attempt, actor, what));
    }

    /** Somebody was asked for a worker. */
    void addAsked(ActorRef<?> host) {
        asked.add(host);
        add(host, nameOf(host));
    }

    /**
     * There is a worker.
     *
     * @param startedBy who was asked for it
     */
    void addWorker(ActorRef<?> startedBy, ActorRef<AttemptWorker.Command> worker) {
        asked.remove(startedBy);
        if (!worker.equals(startedBy)) {
            remove(startedBy);
            add(worker, nameOf(worker));
            elsewhere.add(worker);
        }
        workers.add(worker);
    }

    private static String nameOf(ActorRef<?> worker) {
        return "worker " + worker.path().name();
    }

    /** There will be no worker. */
    void removeAsked(ActorRef<?> startedBy) {
        asked.remove(startedBy);
        remove(startedBy);
    }

    /** Waits no longer for those who were asked for a worker and have not answered. */
    void removeAsked() {
        List.copyOf(asked).forEach(this::removeAsked);
    }

    /** An actor has ended, or was told to have. */
    void remove(ActorRef<?> actor) {
        alive.remove(actor);
        context.unwatch(actor);
    }

    boolean hasWorker(ActorRef<AttemptWorker.Command> worker) {
        return workers.contains(worker);
    }

    void tellWorkers(AttemptWorker.Command command) {
        workers.forEach(worker -> worker.tell(command));
    }

    /** Returns whether that is a worker whose results come with its last word. */
    boolean isElsewhere(ActorRef<?> actor) {
        return elsewhere.contains(actor);
    }

    /** Returns what has not ended. */
    List<String> left() {
        return List.copyOf(alive.values());
    }
}
