/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.id.OperatorId;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainLink;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.process.FunctionOperatorFactory;
import io.sampo.operators.process.MapOperator;
import io.sampo.operators.testkit.FakeContext;
import io.sampo.operators.testkit.RecordingOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chain that a test puts together, and what it sends to other chains. */
final class TestChain {
    /** All that went to other chains, as {@code 1:null n8@17}: operator, side, what. */
    final List<String> sent = new ArrayList<>();

    private final List<ChainedOperator> operators = new ArrayList<>();
    private final Map<String, RecordingOutput<Object>> network = new HashMap<>();
    private final Map<Integer, FakeContext> contexts = new HashMap<>();
    private String setting = "sampo.parallelism = 1";

    /** Sets one line of the job's settings. */
    void set(String line) {
        setting = line;
    }

    void add(String name, OperatorFactory<?> factory, ChainLink... links) {
        add(name, factory, List.of(), links);
    }

    void add(String name, OperatorFactory<?> factory, List<String> sides, ChainLink... links) {
        add(name, factory, false, sides, links);
    }

    /** Adds an operator that works on behalf of this key. */
    void addKeyed(String name, OperatorFactory<?> factory, Object key) {
        contexts.put(operators.size(), FakeContext.of(name).withKey(key));
        add(name, factory, true, List.of());
    }

    private void add(
            String name,
            OperatorFactory<?> factory,
            boolean keyed,
            List<String> sides,
            ChainLink... links) {
        operators.add(
                new ChainedOperator(
                        new OperatorId(name),
                        ClosureCodec.write(factory, name),
                        keyed,
                        keyed,
                        false,
                        List.of(links),
                        sides));
    }

    static <I, O> OperatorFactory<O> map(MapFunction<I, O> function) {
        return new FunctionOperatorFactory<MapFunction<I, O>, O>(function, MapOperator::new);
    }

    static ChainLink to(int target) {
        return new ChainLink(target, null);
    }

    /** Gives an operator an edge to another chain. */
    void edge(int from, @Nullable String side) {
        String key = from + ":" + side;
        network.put(key, new RecordingOutput<>(sent, key + " "));
    }

    /** Returns the first record that went over an edge, itself. */
    Object firstOf(String edge) {
        return Objects.requireNonNull(network.get(edge)).records.get(0);
    }

    OperatorChain open() {
        OperatorChain chain = create();
        chain.open();
        return chain;
    }

    OperatorChain create() {
        JobVertex vertex =
                new JobVertex(
                        new OperatorId(operators.get(0).id().name()),
                        1,
                        128,
                        false,
                        operators,
                        null,
                        null);
        return OperatorChain.create(
                vertex,
                getClass().getClassLoader(),
                i ->
                        contexts.computeIfAbsent(
                                i,
                                at -> FakeContext.of(operators.get(at).id().name()).with(setting)),
                (i, side) -> {
                    RecordingOutput<Object> found = network.get(i + ":" + side);
                    return found == null ? List.of() : List.of(found);
                });
    }
}
