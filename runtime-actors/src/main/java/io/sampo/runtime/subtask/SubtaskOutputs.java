/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.element.ControlElement;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.Output;
import io.sampo.operators.graph.JobEdge;
import io.sampo.operators.partition.Partitioner;
import io.sampo.runtime.exchange.OutputPartition;
import io.sampo.runtime.exchange.OutputPartition.Wiring;
import io.sampo.runtime.exchange.OutputPressure;
import io.sampo.runtime.subtask.SubtaskDeployment.OutgoingEdge;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All outgoing edges of one subtask. Confined to it. */
final class SubtaskOutputs {
    private final List<JobEdge> edges = new ArrayList<>();
    private final List<OutputPartition> partitions = new ArrayList<>();
    private final OutputPressure pressure;

    SubtaskOutputs(SubtaskShell shell, List<OutgoingEdge> outgoing) {
        pressure = shell.pressure();
        for (OutgoingEdge link : outgoing) {
            edges.add(link.edge());
            partitions.add(connect(shell, link));
        }
    }

    private static OutputPartition connect(SubtaskShell shell, OutgoingEdge link) {
        Partitioner rule =
                ClosureCodec.read(
                        link.edge().partitioner(), shell.services().serialization().classLoader());
        String place = shell.id() + " -> " + link.edge().to();
        ValueSerializer<Object> wire = shell.serialization().forWire("edge " + place);
        boolean trusted = shell.services().settings().getBoolean("records-are-immutable");
        Wiring wiring =
                new Wiring(
                        rule,
                        link.channels(),
                        link.maxParallelism(),
                        trusted ? new NoCopy(wire) : wire,
                        wire,
                        shell.pressure(),
                        shell.services().clock(),
                        place);
        return OutputPartition.create(wiring, shell.id().index());
    }

    /** Returns the edges that leave one operator by its main or one of its side outputs. */
    List<Output<Object>> of(int operator, @Nullable String sideOutput) {
        List<Output<Object>> found = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            JobEdge edge = edges.get(i);
            if (edge.fromOperator() == operator && Objects.equals(edge.sideOutput(), sideOutput)) {
                found.add(partitions.get(i));
            }
        }
        return found;
    }

    boolean isBlocked() {
        return pressure.isBlocked();
    }

    /** Returns how many records went out since the subtask began. */
    long recordsSent() {
        return pressure.recordsSent();
    }

    void control(ControlElement element) {
        for (OutputPartition partition : partitions) {
            partition.control(element);
        }
    }

    void flush() {
        for (OutputPartition partition : partitions) {
            partition.flush();
        }
    }

    void flushOlderThan(long maxAgeNanos, long nowNanos) {
        for (OutputPartition partition : partitions) {
            partition.flushOlderThan(maxAgeNanos, nowNanos);
        }
    }

    /**
     * Asks to be rung for credit wherever something waits; returns false if something can go now.
     */
    boolean callWhenCredit() {
        boolean allWait = true;
        for (OutputPartition partition : partitions) {
            allWait &= partition.callWhenCredit();
        }
        return allWait;
    }

    /** Sends the full frames that waited and have credit now. */
    void resume() {
        if (!isBlocked()) {
            return;
        }
        for (OutputPartition partition : partitions) {
            partition.resume();
        }
    }

    /** For jobs that promise immutable records. */
    private record NoCopy(ValueSerializer<Object> wire) implements ValueSerializer<Object> {
        @Override
        public void write(@Nullable Object value, BinaryOutput target) {
            wire.write(value, target);
        }

        @Override
        public @Nullable Object read(BinaryInput source) {
            return wire.read(source);
        }

        @Override
        public void writeAll(@Nullable Object[] values, int count, BinaryOutput target) {
            wire.writeAll(values, count, target);
        }

        @Override
        public void readAll(@Nullable Object[] values, int count, BinaryInput source) {
            wire.readAll(values, count, source);
        }

        @Override
        public Object copy(Object value) {
            return value;
        }
    }
}
