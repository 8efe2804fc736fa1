/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.sampo.core.time.Clock;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.Transport;
import io.sampo.runtime.node.WakeTimer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Channels over lines that somebody else lays, for simulations: all of the network but its sockets
 * and their first words. Everything is done where {@code tasks} runs.
 */
public final class LineTransport implements Transport {
    private final NodeAddress address;
    private final NetworkServices services;
    private final NetworkMemory memory;
    private final Wire.Loop loop;
    private final Links links;

    /** One direction of the way to another node; brings packets in their order, or is cut. */
    public interface Line {
        /**
         * Takes a packet.
         *
         * @param data whether it is a part of a frame: one that has a number in its channel
         */
        void send(byte[] packet, boolean data);

        /** Both directions are of no use any more; the other end is to hear of it. */
        void cut();
    }

    /**
     * Creates a transport without connections.
     *
     * @param tasks runs tasks one after the other, in their order
     * @param timer calls back from anywhere
     * @param caller asked to lay a line to a node: calls {@link #connect} some time, or {@link
     *     #unreachable}; the node with the smaller address asks
     */
    public LineTransport(
            NodeAddress address,
            NetworkSettings settings,
            Clock clock,
            Executor tasks,
            WakeTimer timer,
            Consumer<NodeAddress> caller) {
        this.address = address;
        NetworkCounters counters = new NetworkCounters();
        services =
                new NetworkServices(
                        settings,
                        new UnpooledByteBufAllocator(false),
                        counters,
                        new RefusalLog(clock, counters));
        memory = new NetworkMemory(settings.memory());
        loop = new Wire.Loop(tasks, (nanos, task) -> timer.after(nanos, () -> tasks.execute(task)));
        links = new Links(address, loop, services, memory, caller);
    }

    /** There is a line to a node. To be called among {@code tasks}. */
    public End connect(NodeAddress peer, Line line) {
        return new End(peer, line);
    }

    /** A node could not be reached. */
    public void unreachable(NodeAddress called, String why) {
        links.callFailed(called, why, null);
    }

    @Override
    public NodeAddress address() {
        return address;
    }

    @Override
    public OutputChannel openSender(NodeAddress to, ChannelId channel, ChannelEnd end) {
        return links.openSender(to, channel, end);
    }

    @Override
    public InputChannel openReceiver(
            NodeAddress from, ChannelId channel, int credits, ChannelEnd end) {
        return links.openReceiver(from, channel, credits, end);
    }

    @Override
    public void closeAttempt(String jobId, int attempt) {
        links.closeAttempt(jobId, attempt);
    }

    /** Returns what was done so far. */
    public NetworkMetrics metrics() {
        return services.counters().snapshot(memory.reserved());
    }

    /** Breaks all channels, among {@code tasks}; does not wait for that. */
    @Override
    public void close() {
        links.stop();
    }

    /** This end of a line. To be called among {@code tasks}. */
    public final class End {
        private final LineWire wire;
        private final Connection connection;
        private final PacketDecoder decoder;
        private boolean over;

        private End(NodeAddress peer, Line line) {
            wire = new LineWire(line, loop);
            connection = new Connection(wire, peer, services);
            decoder = new PacketDecoder(connection);
            links.connected(connection);
        }

        /** Takes what came over the line. */
        public void received(byte[] packet) {
            if (over) {
                return;
            }
            connection.heard();
            try {
                decoder.read(Unpooled.wrappedBuffer(packet));
            } catch (RefusedException e) {
                services.refusals()
                        .refused(e.reason(), connection.peer(), String.valueOf(e.getMessage()));
                wire.close();
                cut("refused: reason=" + e.reason() + " " + e.getMessage());
            }
        }

        /** The line is of no use any more. */
        public void cut(String why) {
            if (!over) {
                over = true;
                connection.lost(why, null);
                links.disconnected(connection);
            }
        }
    }

    private record LineWire(Line line, Wire.Loop loop) implements Wire {
        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void write(ByteBuf packet) {
            byte[] bytes = ByteBufUtil.getBytes(packet);
            packet.release();
            line.send(bytes, bytes[Packets.HEAD - 1] == Packets.DATA);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            line.cut();
        }
    }
}
