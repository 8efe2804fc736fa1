/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import com.typesafe.config.Config;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.graph.JobVertex.ChainLink;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.graph.PlannedOperator.PlannedInput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a job as it was written into chains. An operator joins the chain before it if it reads one
 * stream only, which is forwarded; so neither what follows a {@code keyBy} nor a union does, nor an
 * operator with two inputs, nor one that says so or that the program keeps apart.
 */
public final class ChainPlanner {
    private final String jobName;
    private final List<Transformation> transformations;
    private final Config section;
    private final JobSettings settings;
    private final boolean batch;
    private final Map<Transformation, PlannedOperator> operators = new LinkedHashMap<>();

    private ChainPlanner(String jobName, List<Transformation> transformations, Config section) {
        this.jobName = jobName;
        this.transformations = transformations;
        this.section = ModePlanner.settle(jobName, transformations, section);
        this.settings = JobSettings.from(this.section);
        this.batch = ExecutionSettings.isBatch(this.section);
    }

    /**
     * Plans a job.
     *
     * @param jobName the job's name
     * @param transformations its operators; those that they read may be left out
     * @param settings the section {@code sampo} with all defaults
     * @throws StreamException with {@code INVALID_PROGRAM}, {@code INVALID_SETTING} or {@code
     *     NOT_SERIALIZABLE}, naming the operators concerned and the way out
     */
    public static JobGraph plan(
            String jobName, Collection<Transformation> transformations, Config settings) {
        return new ChainPlanner(jobName, withInputs(transformations), settings).plan();
    }

    private JobGraph plan() {
        if (jobName.isBlank()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The name of a job must not be blank: name='"
                            + jobName
                            + "'. It is the identity of the job's checkpoints.");
        }
        if (transformations.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The job has no operators: job="
                            + jobName
                            + ". Begin with fromSource, fromCollection or fromElements.");
        }
        checkNames(transformations);
        checkTargets(transformations);
        for (Transformation transformation : transformations) {
            PlannedOperator operator = sized(transformation);
            operators.put(transformation, operator);
            for (Upstream input : transformation.inputs()) {
                operator.connect(planned(input.from()), input);
            }
            operator.chain(settings.operatorChaining());
        }
        return new JobGraph(jobName, vertices(), edges(), List.of(), section);
    }

    private PlannedOperator sized(Transformation transformation) {
        if (transformation.traits().chaining() == OperatorTraits.Chaining.WITH_INPUT) {
            PlannedOperator input = planned(transformation.inputs().get(0).from());
            return new PlannedOperator(transformation, input.parallelism, input.maxParallelism);
        }
        return new PlannedOperator(
                transformation, settings.parallelism(), settings.maxParallelism());
    }

    private PlannedOperator planned(Transformation transformation) {
        PlannedOperator operator = operators.get(transformation);
        if (operator == null) {
            throw new IllegalStateException("Not in order: operator=" + transformation);
        }
        return operator;
    }

    private static List<Transformation> withInputs(Collection<Transformation> given) {
        Set<Transformation> found = new LinkedHashSet<>();
        List<Transformation> open = new ArrayList<>(given);
        while (!open.isEmpty()) {
            Transformation next = open.remove(open.size() - 1);
            if (found.add(next)) {
                next.inputs().forEach(input -> open.add(input.from()));
            }
        }
        List<Transformation> ordered = new ArrayList<>(found);
        ordered.sort(Comparator.comparingInt(Transformation::number));
        return ordered;
    }

    private void checkNames(List<Transformation> ordered) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        List<String> unnamed = new ArrayList<>();
        for (Transformation transformation : ordered) {
            if (!seen.add(transformation.displayName())) {
                twice.add(transformation.displayName());
            }
            if (transformation.traits().stateful() && !transformation.hasName()) {
                unnamed.add(transformation.displayName());
            }
        }
        if (!twice.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Several operators have the same name, which is the identity of their state:"
                            + " job="
                            + jobName
                            + " names="
                            + twice
                            + ". Give each its own with .name(\"...\").");
        }
        if (settings.durableCheckpoints() && !unnamed.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Operators with state need a name in a job that keeps checkpoints, since a"
                            + " generated one changes with the program: job="
                            + jobName
                            + " operators="
                            + unnamed
                            + ". Give each one with .name(\"...\"), or set sampo.checkpoint.dir to"
                            + " \"\".");
        }
    }

    private void checkTargets(List<Transformation> ordered) {
        Map<String, String> writers = new HashMap<>();
        for (Transformation transformation : ordered) {
            String target = transformation.traits().target();
            String other =
                    target == null ? null : writers.put(target, transformation.displayName());
            if (other != null) {
                throw new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "Two sinks would overwrite each other's output: job="
                                + jobName
                                + " target='"
                                + target
                                + "' sinks="
                                + List.of(other, transformation.displayName())
                                + ". Give each a target of its own; or write the union of both"
                                + " streams to one.");
            }
        }
    }

    private List<JobVertex> vertices() {
        List<JobVertex> vertices = new ArrayList<>();
        for (PlannedOperator head : operators.values()) {
            if (head.isHead()) {
                vertices.add(vertex(head));
            }
        }
        return vertices;
    }

    private JobVertex vertex(PlannedOperator head) {
        List<ChainedOperator> chained = new ArrayList<>();
        for (PlannedOperator operator : head.chain) {
            chained.add(chained(operator));
        }
        Serializable source = head.transformation.source();
        return new JobVertex(
                head.id,
                head.parallelism,
                head.maxParallelism,
                head.chain.stream().anyMatch(each -> each.transformation.hasParallelism()),
                List.copyOf(chained),
                bytes(source, "source '" + head.id + "'"),
                batch ? null : head.transformation.alignment());
    }

    private static byte @Nullable [] bytes(@Nullable Serializable source, String place) {
        return source == null ? null : ClosureCodec.write(source, place);
    }

    private ChainedOperator chained(PlannedOperator operator) {
        List<ChainLink> links = new ArrayList<>();
        Set<String> sideOutputs = new LinkedHashSet<>();
        for (PlannedOperator reader : operators.values()) {
            for (PlannedInput input : reader.inputs) {
                String side = input.sideOutput();
                if (input.from() != operator) {
                    continue;
                }
                if (!reader.isHead()) {
                    links.add(new ChainLink(reader.indexInChain(), side));
                } else if (side != null) {
                    sideOutputs.add(side);
                }
            }
        }
        OperatorTraits traits = operator.transformation.traits();
        return new ChainedOperator(
                operator.id,
                ClosureCodec.write(
                        operator.transformation.factory(),
                        "function of operator '" + operator.id + "'"),
                traits.keyed(),
                traits.stateful(),
                traits.commits(),
                List.copyOf(links),
                List.copyOf(sideOutputs));
    }

    private List<JobEdge> edges() {
        List<JobEdge> edges = new ArrayList<>();
        for (PlannedOperator reader : operators.values()) {
            if (!reader.isHead()) {
                continue;
            }
            for (PlannedInput input : reader.inputs) {
                edges.add(
                        new JobEdge(
                                input.from().chain.get(0).id,
                                input.from().indexInChain(),
                                input.sideOutput(),
                                reader.id,
                                input.input(),
                                ClosureCodec.write(
                                        input.partitioner(),
                                        "partitioner of operator '" + reader.id + "'"),
                                input.partitioner().isPointwise(),
                                batch && reader.sorts(input)));
            }
        }
        return edges;
    }
}
