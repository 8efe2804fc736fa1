/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.node;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.Mailbox;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageQueue;
import org.apache.pekko.dispatch.ProducesMessageQueue;
import org.apache.pekko.dispatch.UnboundedMailbox;
import scala.Option;

/**
 * Where a message of another member of the {@link Stage} takes its time; named in {@code
 * reference.conf}. That an actor has ended is told by other means, and at once.
 */
public final class StageMailbox
        implements MailboxType, ProducesMessageQueue<UnboundedMailbox.MessageQueue> {
    private final Stage stage;
    private final int member;

    /** Called by the actor system. */
    public StageMailbox(ActorSystem.Settings settings, Config config) {
        stage = Stage.of(settings.config());
        member = Stage.memberOf(settings.config());
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        return new Queue(stage, member);
    }

    /** Returns the place of an actor among all, 0 if a task is not one of an actor. */
    static long orderOf(Runnable task) {
        return task instanceof Mailbox mailbox && mailbox.messageQueue() instanceof Queue queue
                ? queue.order
                : 0;
    }

    private static final class Queue extends UnboundedMailbox.MessageQueue {
        private static final long serialVersionUID = 1L;

        private final transient Stage stage;
        private final int member;
        private final long order;

        Queue(Stage stage, int member) {
            this.stage = stage;
            this.member = member;
            order = stage.nextOrder();
            stage.actorBegins();
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
            stage.actorEnds();
            super.cleanUp(owner, deadLetters);
        }

        @Override
        public void enqueue(ActorRef receiver, Envelope message) {
            if (stage.isForeign(member)) {
                stage.pass(member, () -> receiver.tell(message.message(), message.sender()));
            } else {
                super.enqueue(receiver, message);
            }
        }
    }
}
