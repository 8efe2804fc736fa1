/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.cluster.formation.ClusterMember;
import io.sampo.cluster.http.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;

/** The members, and what they tell of themselves. */
final class ClusterNodes {
    /** Short: a node that hangs must not keep others from being found. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final NodeView view;

    ClusterNodes(ActorSystem<?> system, NodeView view) {
        this.system = system;
        this.view = view;
    }

    /** Returns all members, by address, those that do not answer as well. Blocks. */
    List<NodeSummary> list() {
        Map<String, NodeSummary> answers =
                AllNodes.<NodeSummaryActor.Describe, NodeSummary>ask(
                                system, NodeSummaryActor.KEY, NodeSummaryActor.Describe::new, LIMIT)
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        NodeSummary::address,
                                        Function.identity(),
                                        // One that was started again may be listed twice.
                                        (one, other) -> other));
        return view.members().stream().map(member -> describe(member, answers)).toList();
    }

    private static NodeSummary describe(ClusterMember member, Map<String, NodeSummary> answers) {
        String address = member.address().toString();
        String state =
                member.self() || member.reachable()
                        ? member.state().name().toLowerCase(Locale.ROOT)
                        : "unreachable";
        return answers.getOrDefault(address, new NodeSummary(address, "", "", 0, state)).in(state);
    }
}
