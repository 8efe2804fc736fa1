/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.subtask.Subtask;
import io.sampo.runtime.subtask.SubtaskActor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** The subtasks of one worker that are there. */
final class SubtaskGroup {
    private final Map<SubtaskId, Member> members = new LinkedHashMap<>();

    /** Those that said that they are at their end. */
    private final Set<SubtaskId> ended = new HashSet<>();

    private record Member(Subtask subtask, ActorRef<SubtaskActor.Command> actor) {}

    void add(SubtaskId id, Subtask subtask, ActorRef<SubtaskActor.Command> actor) {
        members.put(id, new Member(subtask, actor));
    }

    void ended(SubtaskId id) {
        ended.add(id);
    }

    boolean hasEnded(SubtaskId id) {
        return ended.contains(id);
    }

    /** Forgets a subtask that is gone; its state can be collected. */
    void remove(SubtaskId gone) {
        members.remove(gone);
    }

    /** Returns who has not gone. */
    List<SubtaskId> left() {
        return List.copyOf(members.keySet());
    }

    /** Stops all: those that wait in a user function are woken by an exception. */
    void stopAll() {
        members.values().forEach(member -> member.subtask().cancel());
        members.values().forEach(member -> member.actor().tell(SubtaskActor.Stop.INSTANCE));
    }

    /** Interrupts those that have not stopped. */
    void interruptAll() {
        members.values().forEach(member -> member.subtask().interrupt());
    }
}
