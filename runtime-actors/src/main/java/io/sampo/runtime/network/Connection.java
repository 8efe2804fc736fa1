/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.sampo.core.io.BinaryInput;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.network.ChannelTable.Announced;
import io.sampo.runtime.network.ChannelTable.StaleException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another node after the first words, with all channels between the two. What comes
 * is given to receivers at once; what is to be sent is taken from the ends that ask, while the wire
 * takes it, and flushed when none asks any more. Confined to its event loop but for {@link
 * #schedule} and those methods that say so.
 */
final class Connection implements PacketSink {
    private final Wire wire;
    private final NodeAddress peer;
    private final NetworkServices services;
    private final ChannelTable table = new ChannelTable();
    private final ConcurrentLinkedQueue<RemoteEnd> asking = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainAsked = new AtomicBoolean();

    private Runnable noHeartbeat;

    private @Nullable RemoteReceiver receiving;
    private boolean lost;
    private volatile String whyLost = "";
    private boolean wrote;
    private boolean heard;
    private long silentNanos;

    Connection(Wire wire, NodeAddress peer, NetworkServices services) {
        this.wire = wire;
        this.peer = peer;
        this.services = services;
        noHeartbeat = heartbeatLater();
    }

    NodeAddress peer() {
        return peer;
    }

    /** Returns why there is no connection any more. Called from any thread. */
    String whyLost() {
        return whyLost;
    }

    /** Opens an end on this connection. Called from any thread. */
    void attach(RemoteEnd end) {
        wire.loop().execute(() -> attachNow(end));
    }

    private void attachNow(RemoteEnd end) {
        if (lost) {
            end.breakWith("the connection was lost before the channel was open", null);
        } else if (end instanceof RemoteReceiver receiver) {
            receiver.open(this, table.add(receiver));
            wire.flush();
        } else if (end instanceof RemoteSender sender) {
            Announced receiver = table.add(sender);
            if (receiver != null) {
                sender.opened(this, receiver.index(), receiver.frames(), receiver.bytes());
                wire.flush();
            }
        }
    }

    /** Forgets an end whose attempt is over. Called from any thread. */
    void detach(RemoteEnd end) {
        wire.loop().execute(() -> detachNow(end));
    }

    private void detachNow(RemoteEnd end) {
        if (!lost) {
            table.remove(end);
            if (end instanceof RemoteReceiver receiver) {
                if (receiver == receiving) {
                    // The rest of its packet has no place to go.
                    receiving = null;
                }
                wire.write(Packets.close(receiver.index()));
                wire.flush();
            }
        }
        end.dispose();
    }

    /** Nobody here waits for channels of these attempts any more. Called from any thread. */
    void closeAttempt(String jobId, int attempt) {
        wire.loop().execute(() -> table.close(jobId, attempt));
    }

    /** Closes the wire; all ends break. Called from any thread. */
    void close() {
        wire.close();
    }

    /** Has an end written when there is room. Called from any thread. */
    void schedule(RemoteEnd end) {
        asking.add(end);
        if (!drainAsked.get() && drainAsked.compareAndSet(false, true)) {
            wire.loop().execute(this::drain);
        }
    }

    private void drain() {
        drainAsked.set(false);
        writeWhilePossible();
    }

    /** Goes on after the wire took no more. */
    void writeWhilePossible() {
        RemoteEnd end;
        while (wire.isWritable() && (end = asking.poll()) != null) {
            end.turnBegins();
            if (!end.isOver()) {
                end.write(this);
            }
        }
        wire.flush();
    }

    /** Puts a packet behind those before it; to be flushed. */
    void write(ByteBuf packet) {
        wrote = true;
        wire.write(packet);
    }

    @Override
    public void packet(int type, BinaryInput body) {
        try {
            switch (type) {
                case Packets.OPEN -> onOpen(body);
                case Packets.ACCEPTED -> table.receiver(body.readInt()).accepted(body.readLong());
                case Packets.CREDIT ->
                        table.sender(body.readInt()).credited(body.readInt(), body.readLong());
                case Packets.CLOSE -> onClose(body.readInt());
                case Packets.HEARTBEAT -> {}
                default -> throw new RefusedException(Refusal.BAD_PACKET, "type=" + type);
            }
        } catch (StaleException stale) {
            noteStale("packet of type " + type);
        }
    }

    private void onOpen(BinaryInput body) throws StaleException {
        int index = body.readInt();
        ChannelId id = Packets.readChannel(body);
        Announced receiver = new Announced(index, body.readInt(), body.readLong());
        RemoteSender sender = table.announce(id, receiver);
        if (sender != null) {
            sender.opened(this, receiver.index(), receiver.frames(), receiver.bytes());
            wire.flush();
        }
    }

    private void onClose(int index) throws StaleException {
        RemoteSender sender = table.closedByPeer(index);
        if (sender != null) {
            // What is sent from now on goes nowhere; whether that matters the job master knows.
            sender.closed();
            sender.dispose();
        }
    }

    @Override
    public void data(BinaryInput head, int count) {
        int index = head.readInt();
        int attempt = head.readInt();
        try {
            RemoteReceiver receiver = table.receiver(index, attempt);
            receiver.begin(head.readLong(), head.readByte(), count);
            receiving = receiver;
        } catch (StaleException stale) {
            noteStale("frame of attempt " + attempt);
        }
    }

    @Override
    public void payload(ByteBuf in, int count) {
        if (receiving == null) {
            in.skipBytes(count);
        } else {
            receiving.append(in, count);
        }
    }

    @Override
    public void dataEnd() {
        RemoteReceiver receiver = receiving;
        if (receiver != null) {
            receiving = null;
            receiver.packetEnds();
        }
    }

    private void noteStale(String what) {
        services.refusals().refused(Refusal.STALE_ATTEMPT, peer, what + ", dropped");
    }

    /** Something came. */
    void heard() {
        heard = true;
    }

    private Runnable heartbeatLater() {
        return wire.loop()
                .after(services.settings().heartbeatInterval().toNanos(), this::heartbeat);
    }

    private void heartbeat() {
        if (lost) {
            return;
        }
        noHeartbeat = heartbeatLater();
        // Where the wire takes no more there is something on its way already.
        if (!wrote && wire.isWritable()) {
            wire.write(Packets.empty(Packets.HEARTBEAT));
            wire.flush();
        }
        wrote = false;
        silentNanos = heard ? 0 : silentNanos + services.settings().heartbeatInterval().toNanos();
        heard = false;
        if (silentNanos >= services.settings().heartbeatTimeout().toNanos()) {
            lost("nothing came for " + services.settings().heartbeatTimeout(), null);
            wire.close();
        }
    }

    /** The connection is no more: all channels over it break, and nothing mends them. */
    void lost(String why, @Nullable Throwable cause) {
        if (lost) {
            return;
        }
        lost = true;
        whyLost = why;
        noHeartbeat.run();
        receiving = null;
        for (RemoteEnd end : table.clear()) {
            end.breakWith(why, cause);
        }
    }
}
