/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.worker.WorkerHost.Deploy;
import io.sampo.runtime.worker.WorkerHost.Description;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;

/** Tells whoever places jobs what a node has room for. Confined to its host. */
final class RoomReports {
    private final ActorRef<WorkerHost.Command> host;
    private final WorkerNode node;
    private final Shares shares;
    private final Departure departure;
    private final Set<ActorRef<Description>> subscribers = new LinkedHashSet<>();

    /** By the names of jobs, the indexes of the subtasks whose state there are copies of. */
    private final Map<String, Set<Integer>> copies = new HashMap<>();

    RoomReports(
            ActorRef<WorkerHost.Command> host,
            WorkerNode node,
            Shares shares,
            Departure departure) {
        this.host = host;
        this.node = node;
        this.shares = shares;
        this.departure = departure;
    }

    void subscribe(ActorRef<Description> subscriber) {
        subscribers.add(subscriber);
        subscriber.tell(now());
    }

    void unsubscribe(ActorRef<Description> subscriber) {
        subscribers.remove(subscriber);
    }

    /** Returns how it is. */
    Description now() {
        return new Description(
                host,
                node.transport().address(),
                departure.hasBegun() ? 0 : node.slots(),
                shares.taken(),
                copies);
    }

    /** Something has changed. */
    void tell() {
        Description now = now();
        subscribers.forEach(subscriber -> subscriber.tell(now));
    }

    /** There will be copies of the state of a share. */
    void addCopies(Deploy share) {
        copies.put(
                share.job().name(),
                share.restored().keySet().stream()
                        .map(SubtaskId::index)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    void removeCopies(String job) {
        copies.remove(job);
    }
}
