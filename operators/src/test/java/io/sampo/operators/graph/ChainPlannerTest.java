/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.graph.JobVertex.ChainLink;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.job.ChainingStrategy;
import io.sampo.operators.partition.Partitioner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChainPlannerTest {
    private final List<Transformation> job = new ArrayList<>();
    private String settings = "sampo.parallelism = 2";
    private boolean bounded;

    private Transformation source(String name) {
        Transformation source =
                Transformation.source(job.size() + 1, "factory", "source", null, bounded);
        source.setName(name);
        job.add(source);
        return source;
    }

    private Transformation operator(String kind, OperatorTraits traits, Upstream... inputs) {
        Transformation operator =
                Transformation.operator(job.size() + 1, kind, List.of(inputs), "factory", traits);
        job.add(operator);
        return operator;
    }

    private Transformation map(Transformation from) {
        return operator("map", OperatorTraits.STATELESS, Upstream.of(from));
    }

    private Transformation keyed(String kind, Transformation from) {
        return operator(kind, OperatorTraits.KEYED, Upstream.of(from).with(byKey()));
    }

    private static Partitioner byKey() {
        return new Partitioner.ByKey(record -> record);
    }

    private JobGraph plan() {
        Config config = ConfigFactory.parseString(settings).withFallback(ConfigFactory.load());
        return ChainPlanner.plan("job", job, JobSettings.section(config));
    }

    /** For example {@code source,map*2 | count*2}. */
    private static String chains(JobGraph graph) {
        return graph.vertices().stream()
                .map(
                        vertex ->
                                vertex.operators().stream()
                                                .map(operator -> operator.id().name())
                                                .collect(Collectors.joining(","))
                                        + "*"
                                        + vertex.parallelism())
                .collect(Collectors.joining(" | "));
    }

    /** For example {@code source.1->count forward}. */
    private static List<String> edges(JobGraph graph) {
        return graph.edges().stream()
                .map(
                        edge ->
                                edge.from()
                                        + "."
                                        + edge.fromOperator()
                                        + (edge.sideOutput() == null ? "" : ":" + edge.sideOutput())
                                        + "->"
                                        + edge.to()
                                        + " "
                                        + rule(edge)
                                        + (edge.pointwise() ? " pointwise" : ""))
                .toList();
    }

    private static String rule(JobEdge edge) {
        Partitioner partitioner =
                io.sampo.core.type.ClosureCodec.read(
                        edge.partitioner(), ChainPlannerTest.class.getClassLoader());
        return partitioner.getClass().getSimpleName();
    }

    @Test
    void chainsWhatIsForwarded() {
        Transformation source = source("in");
        operator("sink", OperatorTraits.STATELESS, Upstream.of(map(map(source))));

        JobGraph graph = plan();

        assertThat(chains(graph)).isEqualTo("in,map-2,map-3,sink-4*2");
        assertThat(graph.edges()).isEmpty();
        assertThat(graph.vertices().get(0).source()).isNotNull();
        assertThat(graph.vertices().get(0).operators())
                .extracting(ChainedOperator::links)
                .containsExactly(
                        List.of(new ChainLink(1, null)),
                        List.of(new ChainLink(2, null)),
                        List.of(new ChainLink(3, null)),
                        List.of());
    }

    @Test
    void breaksTheChainAtKeys() {
        Transformation count = keyed("count", map(source("in")));
        map(count);

        JobGraph graph = plan();

        assertThat(chains(graph)).isEqualTo("in,map-2*2 | count-3,map-4*2");
        assertThat(edges(graph)).containsExactly("in.1->count-3 ByKey");
        ChainedOperator head = graph.vertices().get(1).operators().get(0);
        assertThat(head.keyed()).isTrue();
        assertThat(head.stateful()).isTrue();
        assertThat(head.commits()).isFalse();
        assertThat(graph.vertices().get(1).source()).isNull();
    }

    @Test
    void breaksTheChainWhereTheParallelismChanges() {
        Transformation source = source("in");
        source.setParallelism(1);
        map(source);

        JobGraph graph = plan();

        assertThat(chains(graph)).isEqualTo("in*1 | map-2*2");
        assertThat(edges(graph)).containsExactly("in.0->map-2 Rebalance");
    }

    @Test
    void breaksTheChainAtUnions() {
        Transformation a = source("a");
        Transformation b = source("b");
        operator("map", OperatorTraits.STATELESS, Upstream.of(a), Upstream.of(b));

        JobGraph graph = plan();

        assertThat(chains(graph)).isEqualTo("a*2 | b*2 | map-3*2");
        assertThat(edges(graph))
                .containsExactly("a.0->map-3 Forward pointwise", "b.0->map-3 Forward pointwise");
    }

    @Test
    void breaksTheChainWhereRecordsAreDealtOut() {
        Transformation source = source("in");
        for (Partitioner rule :
                List.of(
                        new Partitioner.Rebalance(),
                        new Partitioner.Broadcast(),
                        new Partitioner.Global(),
                        new Partitioner.Rescale(),
                        new Partitioner.Shuffle())) {
            operator("map", OperatorTraits.STATELESS, Upstream.of(source).with(rule));
        }

        JobGraph graph = plan();

        assertThat(chains(graph))
                .isEqualTo("in*2 | map-2*2 | map-3*2 | map-4*2 | map-5*2 | map-6*2");
        assertThat(edges(graph))
                .containsExactly(
                        "in.0->map-2 Rebalance",
                        "in.0->map-3 Broadcast",
                        "in.0->map-4 Global",
                        "in.0->map-5 Rescale pointwise",
                        "in.0->map-6 Shuffle");
    }

    @Test
    void rescaleLinksSubtasksOfAnyNumbers() {
        Transformation source = source("in");
        source.setParallelism(3);
        operator(
                "map",
                OperatorTraits.STATELESS,
                Upstream.of(source).with(new Partitioner.Rescale()));

        assertThat(edges(plan())).containsExactly("in.0->map-2 Rescale pointwise");
    }

    @Test
    void chainsSeveralReadersAndSideOutputs() {
        Transformation source = source("in");
        Transformation first = map(source);
        operator("late", OperatorTraits.STATELESS, new Upstream(first, "late", null, 0));
        map(source);
        keyed("count", first);
        operator(
                "far",
                OperatorTraits.STATELESS,
                new Upstream(first, "far", new Partitioner.Rebalance(), 0));

        JobGraph graph = plan();

        assertThat(chains(graph)).isEqualTo("in,map-2,late-3,map-4*2 | count-5*2 | far-6*2");
        List<ChainedOperator> chain = graph.vertices().get(0).operators();
        assertThat(chain.get(0).links())
                .containsExactly(new ChainLink(1, null), new ChainLink(3, null));
        assertThat(chain.get(1).links()).containsExactly(new ChainLink(2, "late"));
        assertThat(chain.get(1).sideOutputs()).containsExactly("far");
        assertThat(edges(graph))
                .containsExactly("in.1->count-5 ByKey", "in.1:far->far-6 Rebalance");
    }

    @Test
    void addsInputsThatWereNotGiven() {
        Transformation last = map(map(source("in")));
        job.clear();
        job.add(last);

        assertThat(chains(plan())).isEqualTo("in,map-2,map-3*2");
    }

    @Test
    void takesKeyGroupsFromTheSettingsOrTheParallelism() {
        Transformation source = source("in");
        keyed("small", source).setMaxParallelism(4);
        keyed("default", source);
        keyed("wide", source).setParallelism(200);

        assertThat(plan().vertices())
                .extracting(JobVertex::maxParallelism)
                .containsExactly(128, 4, 128, 512);

        settings = "sampo.parallelism = 2, sampo.max-parallelism = 256";
        assertThat(plan().vertices())
                .extracting(JobVertex::maxParallelism)
                .containsExactly(256, 4, 256, 256);
    }

    @Test
    void whatGoesWithItsInputHasTheSubtasksThatItsInputMayHave() {
        Transformation source = source("in");
        source.setParallelism(200);
        source.setMaxParallelism(256);
        operator("before", OperatorTraits.FOLLOWING, Upstream.of(source));
        settings = "sampo.parallelism = 2, sampo.max-parallelism = 128";

        assertThat(plan().vertices()).extracting(JobVertex::parallelism).containsExactly(200);
    }

    @Test
    void usesAllProcessorsUnlessToldOtherwise() {
        source("in");
        settings = "";

        assertThat(plan().vertices().get(0).parallelism())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void refusesForwardBetweenDifferentParallelisms() {
        Transformation source = source("in");
        source.setParallelism(1);
        operator(
                "map",
                OperatorTraits.STATELESS,
                Upstream.of(source).with(new Partitioner.Forward()));

        assertRefused(
                "forward() needs the same parallelism on both sides: from=in parallelism=1 to=map-2"
                        + " parallelism=2. Use rescale() or rebalance(), or set the same parallelism.");
    }

    @Test
    void refusesMoreSubtasksThanKeyGroups() {
        keyed("count", source("in")).setMaxParallelism(1);

        assertRefused(
                "An operator has more subtasks than key groups: operator=count-2 parallelism=2"
                        + " maxParallelism=1. Lower the one with setParallelism(...), or raise the"
                        + " other with setMaxParallelism(...), which cannot be changed once there is"
                        + " state.");
    }

    @Test
    void refusesNamesThatAreUsedTwice() {
        Transformation source = source("in");
        map(source).setName("parse");
        map(source).setName("in");
        map(source).setName("parse");

        assertRefused(
                "Several operators have the same name, which is the identity of their state: job=job"
                        + " names=[in, parse]. Give each its own with .name(\"...\").");
    }

    @Test
    void rule8_refusesUnnamedStatefulOperatorsInJobsWithDurableCheckpoints() {
        Transformation source = source("in");
        keyed("count", source);
        map(source);
        operator("sink", OperatorTraits.ofSink(true, null), Upstream.of(source));

        assertThat(chains(plan())).contains("count-2");

        settings = "sampo.checkpoint.dir = /tmp/checkpoints";
        assertRefused(
                "Operators with state need a name in a job that keeps checkpoints, since a generated"
                        + " one changes with the program: job=job operators=[count-2, sink-4]. Give"
                        + " each one with .name(\"...\"), or set sampo.checkpoint.dir to \"\".");
    }

    @Test
    void refusesSinksWithOneTarget() {
        Transformation source = source("in");
        operator("sink", OperatorTraits.ofSink(true, "/out/part"), Upstream.of(source))
                .setName("a");
        operator("sink", OperatorTraits.ofSink(false, "/other"), Upstream.of(source)).setName("b");
        operator("sink", OperatorTraits.ofSink(false, "/out/part"), Upstream.of(source))
                .setName("c");

        assertRefused(
                "Two sinks would overwrite each other's output: job=job target='/out/part' sinks=[a,"
                        + " c]. Give each a target of its own; or write the union of both streams to"
                        + " one.");
    }

    @Test
    void refusesAnEmptyJob() {
        assertRefused(
                "The job has no operators: job=job. Begin with fromSource, fromCollection or"
                        + " fromElements.");
    }

    @Test
    void refusesNumbersOutOfRange() {
        Transformation source = source("in");

        assertThatThrownBy(() -> source.setParallelism(0))
                .hasMessage("A number is out of range: operator=in parallelism=0. Use 1 to 32768.");
        assertThatThrownBy(() -> source.setMaxParallelism(40_000))
                .hasMessage(
                        "A number is out of range: operator=in maxParallelism=40000. Use 1 to"
                                + " 32768.");
        assertThatThrownBy(() -> source.setName(" "))
                .hasMessage("The name of an operator must not be blank: name=' '");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::plan)
                .isInstanceOf(StreamException.class)
                .hasMessage(message)
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.INVALID_PROGRAM);
    }

    @Test
    void anOperatorWithTwoInputsHeadsAChainAndItsEdgesTellThemApart() {
        Transformation left = source("left");
        Transformation right = source("right");
        Transformation both =
                operator(
                        "both",
                        OperatorTraits.STATELESS,
                        Upstream.of(left),
                        Upstream.of(right).into(1).with(new Partitioner.Broadcast()));
        map(both);

        JobGraph graph = plan();

        assertThat(chains(graph)).isEqualTo("left*2 | right*2 | both-3,map-4*2");
        assertThat(edges(graph))
                .containsExactly("left.0->both-3 Forward pointwise", "right.0->both-3 Broadcast");
        assertThat(graph.edges()).extracting(JobEdge::input).containsExactly(0, 1);
    }

    @Test
    void oneStreamCanBeBothInputs() {
        Transformation source = source("in");
        operator(
                "both", OperatorTraits.STATELESS, Upstream.of(source), Upstream.of(source).into(1));

        JobGraph graph = plan();

        assertThat(chains(graph)).isEqualTo("in*2 | both-2*2");
        assertThat(graph.edges()).extracting(JobEdge::input).containsExactly(0, 1);
    }

    private List<Boolean> sorted() {
        return plan().edges().stream().map(JobEdge::sorted).toList();
    }

    private void inMode(String mode) {
        settings += "\nsampo.execution.runtime-mode = " + mode;
    }

    private String modeOf(JobGraph graph) {
        return graph.settings().getString("execution.runtime-mode");
    }

    @Test
    void sortsWhatGoesToKeyedStateInBoundedMode() {
        bounded = true;
        Transformation count = keyed("count", source("in"));
        operator(
                "rebalanced",
                OperatorTraits.STATELESS,
                Upstream.of(count).with(new Partitioner.Rebalance()));
        operator("stateless", OperatorTraits.STATELESS, Upstream.of(count).with(byKey()));

        assertThat(sorted()).containsExactly(false, false, false);

        inMode("batch");

        assertThat(sorted()).containsExactly(true, false, false);
    }

    @Test
    void letsBroadcastStreamsGoFirstInBoundedMode() {
        bounded = true;
        inMode("batch");
        Transformation in = source("in");
        Transformation rules = source("rules");
        operator(
                "connect",
                OperatorTraits.STATELESS,
                Upstream.of(in),
                Upstream.of(rules).with(new Partitioner.Broadcast()).into(1));
        operator(
                "all broadcast",
                OperatorTraits.STATELESS,
                Upstream.of(rules).with(new Partitioner.Broadcast()));

        assertThat(sorted()).containsExactly(true, false, false);
    }

    @Test
    void keepsNoCheckpointsInBoundedMode() {
        bounded = true;
        inMode("batch");
        settings += "\nsampo.checkpoint { dir = somewhere, interval = 1s }";
        settings += "\nsampo.state.backend = rocksdb";
        keyed("unnamed", source("in"));

        Config planned = plan().settings();

        assertThat(planned.getString("checkpoint.dir")).isEmpty();
        assertThat(planned.getString("checkpoint.interval")).isEqualTo("off");
        assertThat(planned.getString("state.backend")).isEqualTo("heap");
    }

    @Test
    void refusesSourcesWithoutEndInBoundedMode() {
        inMode("batch");
        map(source("clicks"));
        bounded = true;
        source("airports");

        assertThatThrownBy(this::plan)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("must come to an end")
                .hasMessageContaining("sources=[clicks]")
                .hasMessageContaining("sampo.execution.runtime-mode");
    }

    @Test
    void refusesAStartFromASavepointInBoundedMode() {
        bounded = true;
        inMode("batch");
        settings += "\nsampo.checkpoint.restore.from = /savepoints/7";
        map(source("in"));

        assertThatThrownBy(this::plan)
                .hasMessageContaining("sampo.checkpoint.restore.from=/savepoints/7");
    }

    @Test
    void choosesTheModeBySources() {
        inMode("automatic");
        bounded = true;
        source("airports");
        assertThat(modeOf(plan())).isEqualTo("batch");

        bounded = false;
        source("clicks");
        assertThat(modeOf(plan())).isEqualTo("streaming");
    }

    @Test
    void theProgramKeepsOperatorsApart() {
        Transformation first = map(source("in"));
        Transformation head = map(first);
        Transformation second = map(head);
        Transformation alone = map(second);
        Transformation last = map(map(alone));
        head.setChainingStrategy(ChainingStrategy.HEAD);
        alone.setChainingStrategy(ChainingStrategy.NEVER);

        JobGraph graph = plan();

        assertThat(chains(graph)).isEqualTo("in,map-2*2 | map-3,map-4*2 | map-5*2 | map-6,map-7*2");
        assertThat(edges(graph))
                .containsExactly(
                        "in.1->map-3 Forward pointwise",
                        "map-3.1->map-5 Forward pointwise",
                        "map-5.0->map-6 Forward pointwise");
        assertThat(last.displayName()).isEqualTo("map-7");
    }

    @Test
    void aSourceCanBeAlone() {
        Transformation source = source("in");
        source.setChainingStrategy(ChainingStrategy.NEVER);
        map(source);

        assertThat(chains(plan())).isEqualTo("in*2 | map-2*2");
    }

    @Test
    void withoutChainingEachOperatorIsAlone() {
        settings += "\nsampo.operator-chaining = false";
        Transformation source = source("in");
        operator("pre", OperatorTraits.FOLLOWING, Upstream.of(source));
        map(map(source));

        assertThat(chains(plan())).isEqualTo("in*2 | pre-2*2 | map-3*2 | map-4*2");
    }
}
