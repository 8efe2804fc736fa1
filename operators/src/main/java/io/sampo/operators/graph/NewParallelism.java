/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.partition.Partitioner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many subtasks the operators of a running job are to have.
 *
 * @param job of those for which the program does not say it; 0 leaves them as they are
 * @param operators of single ones, by name; operators of one chain have the same number
 */
public record NewParallelism(int job, Map<String, Integer> operators) {
    /** Copies the map. */
    public NewParallelism {
        operators = Map.copyOf(operators);
    }

    /**
     * Reads what people write.
     *
     * @param parts each a number, or {@code OPERATOR=NUMBER}
     * @throws StreamException with {@code INVALID_SETTING}
     */
    public static NewParallelism parse(List<String> parts) {
        int job = 0;
        Map<String, Integer> operators = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.lastIndexOf('=');
            int number = number(part.substring(equals + 1).strip(), part);
            if (equals < 0) {
                job = number;
            } else {
                operators.put(part.substring(0, equals).strip(), number);
            }
        }
        return new NewParallelism(job, operators);
    }

    private static int number(String text, String part) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw new StreamException(
                ErrorCode.INVALID_SETTING,
                "Not a parallelism: given='"
                        + part
                        + "'. Give a number from 1 for the job, or OPERATOR=NUMBER.");
    }

    /**
     * Returns a job with these numbers. How records are dealt out stays as it was planned, and so
     * does the number of key groups.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if it cannot have them, or has them
     *     already
     */
    public JobGraph applyTo(JobGraph before) {
        Map<OperatorId, JobVertex> vertices = new LinkedHashMap<>();
        Map<String, Integer> left = new HashMap<>(operators);
        for (JobVertex vertex : before.vertices()) {
            int wanted = wanted(vertex, left, before);
            if (wanted > vertex.maxParallelism()) {
                throw refused(
                        before,
                        "An operator cannot have more subtasks than key groups",
                        " operator="
                                + vertex.id()
                                + " parallelism="
                                + wanted
                                + " maxParallelism="
                                + vertex.maxParallelism(),
                        "Take fewer: the number of key groups is fixed once there is state.");
            }
            vertices.put(vertex.id(), vertex.withParallelism(wanted));
        }
        if (!left.isEmpty()) {
            throw refused(
                    before,
                    "The job has no such operator",
                    " operators=" + new TreeSet<>(left.keySet()) + " known=" + names(before),
                    "");
        }
        before.edges().forEach(edge -> checkForward(before, edge, vertices));
        List<JobVertex> after = List.copyOf(vertices.values());
        if (parallelism(after).equals(parallelism(before.vertices()))) {
            throw refused(
                    before,
                    "The job has that parallelism already",
                    " parallelism=" + parallelism(after),
                    "Where the program sets the parallelism of an operator itself, name it:"
                            + " OPERATOR=NUMBER.");
        }
        return before.withVertices(after);
    }

    private int wanted(JobVertex vertex, Map<String, Integer> left, JobGraph before) {
        Integer named = null;
        for (ChainedOperator operator : vertex.operators()) {
            @Nullable Integer number = left.remove(operator.id().name());
            if (named != null && number != null && !named.equals(number)) {
                throw refused(
                        before,
                        "Operators of one chain have the same parallelism",
                        " operator=" + operator.id() + " chain=" + vertex.id(),
                        "Give one number for the chain.");
            }
            named = number == null ? named : number;
        }
        if (named != null) {
            return named;
        }
        return job == 0 || vertex.fixedParallelism() ? vertex.parallelism() : job;
    }

    /** Only what is linked to neighbours may be linked one to one. */
    private static void checkForward(
            JobGraph job, JobEdge edge, Map<OperatorId, JobVertex> vertices) {
        int from = parallelism(edge.from(), vertices);
        int to = parallelism(edge.to(), vertices);
        if (edge.pointwise()
                && from != to
                && ClosureCodec.read(edge.partitioner(), NewParallelism.class.getClassLoader())
                        instanceof Partitioner.Forward) {
            throw refused(
                    job,
                    "Operators that are linked one to one have the same parallelism",
                    " from="
                            + edge.from()
                            + " parallelism="
                            + from
                            + " to="
                            + edge.to()
                            + " parallelism="
                            + to,
                    "Give both the same number.");
        }
    }

    @SuppressWarnings("NullAway") // edges are between chains of the job
    private static int parallelism(OperatorId id, Map<OperatorId, JobVertex> vertices) {
        return vertices.get(id).parallelism();
    }

    private static List<Integer> parallelism(List<JobVertex> vertices) {
        return vertices.stream().map(JobVertex::parallelism).toList();
    }

    private static List<String> names(JobGraph job) {
        List<String> names = new ArrayList<>();
        for (JobVertex vertex : job.vertices()) {
            vertex.operators().forEach(operator -> names.add(operator.id().name()));
        }
        return names;
    }

    private static StreamException refused(
            JobGraph job, String what, String values, String wayOut) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                what + ": job=" + job.name() + values + (wayOut.isEmpty() ? "" : ". ") + wayOut);
    }
}
