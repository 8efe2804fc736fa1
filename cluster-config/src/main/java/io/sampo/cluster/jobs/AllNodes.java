/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.japi.function.Function;

/** Asks all nodes the same. */
final class AllNodes {
    private AllNodes() {}

    /** Returns the answers. Blocks; a node that does not answer in time is left out. */
    static <Q, A> List<A> ask(
            ActorSystem<?> system,
            ServiceKey<Q> key,
            Function<ActorRef<A>, Q> question,
            Duration limit) {
        Receptionist.Listing listing =
                AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                                system.receptionist(),
                                replyTo -> Receptionist.find(key, replyTo),
                                limit,
                                system.scheduler())
                        .toCompletableFuture()
                        .join();
        List<CompletableFuture<Optional<A>>> answers = new ArrayList<>();
        for (ActorRef<Q> node : listing.getServiceInstances(key)) {
            answers.add(
                    AskPattern.<Q, A>ask(node, question, limit, system.scheduler())
                            .thenApply(Optional::of)
                            .exceptionally(silent -> Optional.empty())
                            .toCompletableFuture());
        }
        return answers.stream().flatMap(answer -> answer.join().stream()).toList();
    }
}
