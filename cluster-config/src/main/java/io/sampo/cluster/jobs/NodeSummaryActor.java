/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.runtime.protocol.WireMessage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** Tells other nodes what this one is called, and where it can be asked. One on each node. */
final class NodeSummaryActor {
    static final ServiceKey<Describe> KEY = ServiceKey.create(Describe.class, "sampo-node-summary");

    private NodeSummaryActor() {}

    /** Say how you are. */
    record Describe(ActorRef<NodeSummary> replyTo) implements WireMessage {}

    static Behavior<Describe> create(NodeSummary self) {
        return Behaviors.receiveMessage(
                question -> {
                    question.replyTo().tell(self);
                    return Behaviors.same();
                });
    }
}
