/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.element.ControlElement;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.Serialization;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.graph.JobEdge;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.partition.Partitioner;
import io.sampo.runtime.exchange.CreditWait;
import io.sampo.runtime.exchange.Doorbell;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.LocalChannel;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.OutputPartition;
import io.sampo.runtime.exchange.OutputPartition.Wiring;
import io.sampo.runtime.exchange.OutputPressure;
import io.sampo.runtime.subtask.ProbeOperators.Probe;
import io.sampo.runtime.subtask.SubtaskDeployment.IncomingChannel;
import io.sampo.runtime.subtask.SubtaskDeployment.OutgoingEdge;
import io.sampo.runtime.testkit.ManualWakeTimer;
import io.sampo.runtime.testkit.TestServices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One subtask without actors, threads or time of its own: a test feeds its channels, takes what it
 * sends, and gives it its turns.
 */
final class SubtaskRig implements AutoCloseable {
    private static final OperatorId OPERATOR = new OperatorId("probe");

    final ManualClock clock = new ManualClock(1_000_000);
    final ManualWakeTimer wakeTimer = new ManualWakeTimer(clock);
    final Deque<Runnable> io = new ArrayDeque<>();
    final List<SubtaskEvent> events = new CopyOnWriteArrayList<>();
    final List<OutputPartition> feeds = new ArrayList<>();
    final List<LocalChannel> outputs = new ArrayList<>();
    final Probe probe = new Probe();
    final SubtaskShell shell;
    final Subtask subtask;
    int turnsAskedFor;

    private final Serialization serialization;

    /** What is different from one test to another. */
    static final class Setup {
        int inputs = 1;

        /** The channels from here on belong to the second input. */
        int secondInputFrom = Integer.MAX_VALUE;

        int receivers = 1;
        int credits = 2;
        boolean source;
        boolean deferring;
        boolean finishedBefore;
        @Nullable Function<Doorbell, OutputChannel> receiver;
        CheckpointSettings.Mode guarantee = CheckpointSettings.Mode.EXACTLY_ONCE;

        Setup inputs(int count) {
            inputs = count;
            return this;
        }

        /** An operator with two inputs, the second of which has the channels from there on. */
        Setup secondInputFrom(int channel) {
            secondInputFrom = channel;
            return this;
        }

        Setup receivers(int count) {
            receivers = count;
            return this;
        }

        Setup credits(int count) {
            credits = count;
            return this;
        }

        /** Instead of a channel that the test empties. */
        Setup receiver(Function<Doorbell, OutputChannel> maker) {
            receiver = maker;
            receivers = 0;
            return this;
        }

        Setup source() {
            source = true;
            inputs = 0;
            return this;
        }

        /** An operator that holds records. */
        Setup deferring() {
            deferring = true;
            return this;
        }

        Setup finishedBefore() {
            finishedBefore = true;
            return this;
        }

        Setup guarantee(CheckpointSettings.Mode mode) {
            guarantee = mode;
            return this;
        }

        SubtaskRig open() throws Exception {
            SubtaskRig rig = new SubtaskRig(this);
            rig.subtask.connect(() -> rig.turnsAskedFor++);
            rig.subtask.open();
            rig.probe.takeLog();
            rig.events.clear();
            return rig;
        }
    }

    SubtaskRig(Setup setup) {
        Probe.current = probe;
        SubtaskServices services = TestServices.of(clock, wakeTimer, io::add, setup.guarantee);
        serialization = services.serialization().create();
        OperatorFactory<Object> operator =
                setup.source
                        ? ProbeOperators.Source::new
                        : setup.secondInputFrom < setup.inputs
                                ? ProbeOperators.Both::new
                                : setup.deferring
                                        ? ProbeOperators.Deferring::new
                                        : ProbeOperators.Process::new;
        JobVertex vertex =
                new JobVertex(
                        OPERATOR,
                        1,
                        128,
                        false,
                        List.of(
                                new ChainedOperator(
                                        OPERATOR,
                                        ClosureCodec.write(operator, "probe"),
                                        false,
                                        true,
                                        false,
                                        List.of(),
                                        List.of())),
                        null,
                        null);
        shell = new SubtaskShell(new SubtaskId(OPERATOR, 0), vertex, 1, services);
        List<IncomingChannel> incoming = new ArrayList<>();
        for (int i = 0; i < setup.inputs; i++) {
            LocalChannel channel = new LocalChannel("in " + i, 100_000, () -> {}, shell.doorbell());
            incoming.add(new IncomingChannel(channel, i < setup.secondInputFrom ? 0 : 1, false));
            feeds.add(feed(channel));
        }
        List<OutputChannel> outgoing = new ArrayList<>();
        for (int i = 0; i < setup.receivers; i++) {
            LocalChannel channel =
                    new LocalChannel("out " + i, setup.credits, shell.doorbell(), () -> {});
            outputs.add(channel);
            outgoing.add(channel);
        }
        if (setup.receiver != null) {
            outgoing.add(setup.receiver.apply(shell.doorbell()));
        }
        subtask =
                new Subtask(
                        shell,
                        new SubtaskDeployment(
                                incoming,
                                List.of(new OutgoingEdge(edge(), outgoing, 128)),
                                Map.of(),
                                setup.finishedBefore,
                                0),
                        events::add);
    }

    private static JobEdge edge() {
        return new JobEdge(
                OPERATOR,
                0,
                null,
                new OperatorId("next"),
                0,
                ClosureCodec.write(new Partitioner.Rebalance(), "edge"),
                false,
                false);
    }

    private OutputPartition feed(LocalChannel channel) {
        return OutputPartition.create(
                new Wiring(
                        new Partitioner.Forward(),
                        List.of(channel),
                        128,
                        serialization.forWire("test"),
                        serialization.forWire("test"),
                        new OutputPressure(new NoWait()),
                        clock,
                        "test"),
                0);
    }

    /** Sends records as one frame. */
    void send(int input, Object... records) {
        for (Object record : records) {
            feeds.get(input).collect(record, 0);
        }
        feeds.get(input).flush();
    }

    void send(int input, ControlElement control) {
        feeds.get(input).control(control);
    }

    /** Gives turns until the subtask sleeps, and returns their number. */
    int run() throws Exception {
        for (int turn = 1; turn <= 1000; turn++) {
            int before = turnsAskedFor;
            subtask.turn();
            if (turnsAskedFor == before) {
                return turn;
            }
        }
        throw new AssertionError("The subtask does not come to rest");
    }

    /** Takes all that was sent to a receiver; control elements as they are. */
    List<Object> take(int receiver) {
        List<Object> taken = new ArrayList<>();
        for (Frame frame = outputs.get(receiver).poll();
                frame != null;
                frame = outputs.get(receiver).poll()) {
            addTo(taken, frame);
        }
        return taken;
    }

    /** Takes one frame. */
    List<Object> takeFrame(int receiver) {
        List<Object> taken = new ArrayList<>();
        Frame frame = outputs.get(receiver).poll();
        if (frame != null) {
            addTo(taken, frame);
        }
        return taken;
    }

    private static void addTo(List<Object> taken, Frame frame) {
        for (int i = 0; i < frame.size(); i++) {
            taken.add(frame.record(i));
        }
        if (frame.control() != null) {
            taken.add(frame.control());
        }
    }

    @Override
    public void close() throws Exception {
        subtask.close();
    }

    private static final class NoWait implements CreditWait {
        @Override
        public void await(BooleanSupplier ready) {
            throw new AssertionError("The test has sent too much");
        }

        @Override
        public void signal() {}
    }
}
