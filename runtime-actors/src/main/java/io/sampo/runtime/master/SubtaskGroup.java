/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.subtask.Subtask;
import io.sampo.runtime.subtask.SubtaskActor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** The subtasks of one attempt that are there: who is open, who is gone. */
final class SubtaskGroup {
    private final Map<SubtaskId, Member> members = new LinkedHashMap<>();
    private final Set<SubtaskId> opened = new HashSet<>();

    private record Member(Subtask subtask, ActorRef<SubtaskActor.Command> actor) {}

    void add(SubtaskId id, Subtask subtask, ActorRef<SubtaskActor.Command> actor) {
        members.put(id, new Member(subtask, actor));
    }

    /** Notes that a subtask is open, and returns whether all are now. */
    boolean opened(SubtaskId id) {
        opened.add(id);
        return opened.size() == members.size();
    }

    /** Forgets a subtask that is gone; its state can be collected. */
    void remove(ActorRef<?> gone) {
        members.values().removeIf(member -> member.actor().equals(gone));
    }

    void tellAll(SubtaskActor.Command command) {
        members.values().forEach(member -> member.actor().tell(command));
    }

    /** Stops all: those that wait in a user function are woken by an exception. */
    void stopAll() {
        members.values().forEach(member -> member.subtask().cancel());
        tellAll(SubtaskActor.Stop.INSTANCE);
    }

    /** Interrupts those that have not stopped. */
    void interruptAll() {
        members.values().forEach(member -> member.subtask().interrupt());
    }

    /** Returns the actors of one chain, by index. */
    List<ActorRef<SubtaskActor.Command>> ofChain(OperatorId chain) {
        List<ActorRef<SubtaskActor.Command>> found = new ArrayList<>();
        members.forEach(
                (id, member) -> {
                    if (id.chain().equals(chain)) {
                        found.add(member.actor());
                    }
                });
        return found;
    }
}
