/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.graph.JobSettings;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainLink;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Makes the operators of a chain and joins them, tail first: an output needs what it calls. */
final class ChainWiring {
    private final JobVertex vertex;
    private final ClassLoader loader;
    private final IntFunction<? extends OperatorContext> contexts;
    private final NetworkOutputs network;
    private final ChainMember[] members;
    private final ChainedOutput[][] inputs;

    ChainWiring(
            JobVertex vertex,
            ClassLoader loader,
            IntFunction<? extends OperatorContext> contexts,
            NetworkOutputs network) {
        this.vertex = vertex;
        this.loader = loader;
        this.contexts = contexts;
        this.network = network;
        this.members = new ChainMember[vertex.operators().size()];
        this.inputs = new ChainedOutput[members.length][];
    }

    ChainMember[] members() {
        for (int i = members.length - 1; i >= 0; i--) {
            members[i] = member(i);
        }
        return members;
    }

    /**
     * Returns where the records of the whole chain go in, by input; none if its head is a source.
     */
    ChainedOutput[] headInputs() {
        return inputs[0];
    }

    private ChainMember member(int index) {
        ChainedOperator planned = vertex.operators().get(index);
        OperatorContext context = contexts.apply(index);
        OperatorFailures failures = new OperatorFailures(context, planned.keyed());
        OperatorFactory<Object> factory = ClosureCodec.read(planned.factory(), loader);
        Operator<Object> operator;
        try {
            operator = factory.create();
        } catch (RuntimeException failure) {
            throw failures.in("create", failure);
        }
        inputs[index] = ChainedOutput.inputsOf(operator, failures);
        boolean fits =
                index > 0
                        ? inputs[index].length == 1
                                && !(operator instanceof DeferringOperator<?, ?>)
                        : inputs[0].length > 0 || operator instanceof SourceDriver<?>;
        if (!fits) {
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "An operator cannot stand at this place of a chain: operator="
                            + planned.id()
                            + " index="
                            + index
                            + " class="
                            + operator.getClass().getName());
        }
        return new ChainMember(operator, context, output(index, context), failures);
    }

    private Output<Object> output(int index, OperatorContext context) {
        Map<String, List<Output<Object>>> sideConsumers = new LinkedHashMap<>();
        List<Output<Object>> mainConsumers = new ArrayList<>();
        for (ChainLink link : vertex.operators().get(index).links()) {
            Output<Object> input = inputs[link.target()][0];
            String side = link.sideOutput();
            if (side == null) {
                mainConsumers.add(input);
            } else {
                sideConsumers.computeIfAbsent(side, name -> new ArrayList<>()).add(input);
            }
        }
        for (String side : vertex.operators().get(index).sideOutputs()) {
            sideConsumers.computeIfAbsent(side, name -> new ArrayList<>());
        }
        Output<Object> main = join(network.of(index, null), mainConsumers, context);
        Map<String, Output<Object>> sides = new LinkedHashMap<>();
        sideConsumers.forEach(
                (side, chained) ->
                        sides.put(side, join(network.of(index, side), chained, context)));
        return sides.isEmpty() ? main : new RoutedOutput(main, sides);
    }

    private static Output<Object> join(
            List<Output<Object>> network, List<Output<Object>> chained, OperatorContext context) {
        if (network.size() + chained.size() == 0) {
            return NoOutput.INSTANCE;
        }
        if (network.size() + chained.size() == 1) {
            return network.isEmpty() ? chained.get(0) : network.get(0);
        }
        boolean immutable = JobSettings.recordsAreImmutable(context.settings());
        ValueSerializer<Object> copier =
                immutable || chained.size() < 2
                        ? null
                        : context.serialization()
                                .forWire("output of operator '" + context.operator() + "'");
        return new FanOut(network, chained, copier);
    }
}
