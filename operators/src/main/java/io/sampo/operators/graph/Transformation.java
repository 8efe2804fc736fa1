/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.job.ChainingStrategy;
import io.sampo.operators.watermark.WatermarkAlignment;
import io.sampo.state.keygroup.KeyGroups;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator of a job while the job is being written, before it is planned. Its inputs are there
 * when it is made, so there can be no cycles. Not thread-safe.
 */
public final class Transformation {
    private final int number;
    private final String kind;
    private final List<Upstream> inputs;
    private final Serializable factory;
    private final OperatorTraits traits;

    /** Null for what is not a source. */
    private final @Nullable Origin origin;

    private @Nullable String name;
    private int parallelism;
    private int maxParallelism;
    private ChainingStrategy chaining = ChainingStrategy.ALWAYS;

    private Transformation(
            int number,
            String kind,
            List<Upstream> inputs,
            Serializable factory,
            OperatorTraits traits,
            @Nullable Origin origin) {
        this.number = number;
        this.kind = kind;
        this.inputs = List.copyOf(inputs);
        this.factory = factory;
        this.traits = traits;
        this.origin = origin;
    }

    /** What only a source has. */
    private record Origin(
            Serializable source, @Nullable WatermarkAlignment alignment, boolean bounded) {}

    /**
     * Creates a source.
     *
     * @param number higher than that of every operator made before in the same job, from 1
     * @param factory its {@link io.sampo.operators.chain.OperatorFactory}
     * @param source its {@link io.sampo.operators.source.Source}
     * @param alignment with other sources; null if it waits for none
     * @param bounded whether its input ends by itself
     */
    public static Transformation source(
            int number,
            Serializable factory,
            Serializable source,
            @Nullable WatermarkAlignment alignment,
            boolean bounded) {
        return new Transformation(
                number,
                "source",
                List.of(),
                factory,
                OperatorTraits.STATEFUL,
                new Origin(source, alignment, bounded));
    }

    /**
     * Creates an operator that is not a source.
     *
     * @param number higher than that of every operator made before in the same job
     * @param kind what it is called if the user gives it no name, such as {@code map}
     * @param inputs what it reads, at least one
     * @param factory its {@link io.sampo.operators.chain.OperatorFactory}
     */
    public static Transformation operator(
            int number,
            String kind,
            List<Upstream> inputs,
            Serializable factory,
            OperatorTraits traits) {
        return new Transformation(number, kind, inputs, factory, traits, null);
    }

    /** Sets the name. */
    public void setName(String newName) {
        if (newName.isBlank()) {
            throw invalid("The name of an operator must not be blank: name='" + newName + "'");
        }
        name = newName;
    }

    /** Sets the number of subtasks. */
    public void setParallelism(int newParallelism) {
        checkRange("parallelism", newParallelism);
        checkSingle("parallelism", newParallelism);
        parallelism = newParallelism;
    }

    /** Sets the number of key groups. */
    public void setMaxParallelism(int newMaxParallelism) {
        checkRange("maxParallelism", newMaxParallelism);
        checkSingle("maxParallelism", newMaxParallelism);
        maxParallelism = newMaxParallelism;
    }

    /** Sets whether it may share a chain with its neighbours. */
    public void setChainingStrategy(ChainingStrategy strategy) {
        chaining = strategy;
    }

    private void checkRange(String what, int value) {
        if (value < 1 || value > KeyGroups.MAX_PARALLELISM_LIMIT) {
            throw invalid(
                    "A number is out of range: operator="
                            + displayName()
                            + " "
                            + what
                            + "="
                            + value
                            + ". Use 1 to "
                            + KeyGroups.MAX_PARALLELISM_LIMIT
                            + ".");
        }
    }

    private void checkSingle(String what, int value) {
        if (traits.single() && value != 1) {
            throw invalid(
                    "An operator that has all records under one key has one subtask: operator="
                            + displayName()
                            + " "
                            + what
                            + "="
                            + value
                            + ". Leave it at 1, or deal the records out with keyBy(...) before.");
        }
    }

    private static StreamException invalid(String message) {
        return new StreamException(ErrorCode.INVALID_PROGRAM, message);
    }

    /** Returns the user's name, or one made of the kind and the number. */
    public String displayName() {
        return name == null ? kind + "-" + number : name;
    }

    int number() {
        return number;
    }

    boolean hasName() {
        return name != null;
    }

    List<Upstream> inputs() {
        return inputs;
    }

    Serializable factory() {
        return factory;
    }

    @Nullable Serializable source() {
        return origin == null ? null : origin.source();
    }

    @Nullable WatermarkAlignment alignment() {
        return origin == null ? null : origin.alignment();
    }

    ChainingStrategy chaining() {
        return chaining;
    }

    /** Returns whether it is a source that does not end by itself. */
    boolean isUnbounded() {
        return origin != null && !origin.bounded();
    }

    OperatorTraits traits() {
        return traits;
    }

    /** Returns whether the number of subtasks is said, or cannot be chosen. */
    boolean hasParallelism() {
        return traits.single() || parallelism != 0;
    }

    int parallelism(int otherwise) {
        return traits.single() ? 1 : parallelism == 0 ? otherwise : parallelism;
    }

    int maxParallelism(int otherwise) {
        return traits.single() ? 1 : maxParallelism == 0 ? otherwise : maxParallelism;
    }

    @Override
    public String toString() {
        return displayName();
    }
}
