/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.NodeAddress;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;

/**
 * A peer that sends what it likes: an ordinary blocking socket, with or without the handshake.
 * Reads time out after ten seconds.
 */
final class RawPeer implements AutoCloseable {
    /** Smaller than any address of this machine, so that it may call. */
    static final NodeAddress NAME = new NodeAddress("0.raw", 1);

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    /** A packet that came. */
    record Packet(int type, BinaryInput body) {}

    RawPeer(NodeAddress target) throws IOException {
        socket = new Socket(target.host(), target.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    /** Returns a peer that the node has let in. */
    static RawPeer letIn(NettyTransport node, Optional<String> token) throws IOException {
        RawPeer peer = new RawPeer(node.address());
        peer.shakeHands(new Handshake(NAME, node.address(), token, new byte[Handshake.NONCE]));
        return peer;
    }

    static RawPeer letIn(NettyTransport node) throws IOException {
        return letIn(node, Optional.empty());
    }

    void shakeHands(Handshake handshake) throws IOException {
        send(handshake.greeting());
        while (!handshake.isDone()) {
            Packet packet = read();
            BinaryOutput answer = handshake.on(packet.type(), packet.body());
            if (answer != null) {
                send(answer);
            }
        }
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void send(BinaryOutput packet) throws IOException {
        send(Packets.end(packet));
    }

    void send(ByteBuf packet) throws IOException {
        byte[] bytes = new byte[packet.readableBytes()];
        packet.readBytes(bytes);
        packet.release();
        send(bytes);
    }

    /** Sends a frame of one packet. */
    void sendFrame(int index, int attempt, long sequence, int flags, byte[] payload)
            throws IOException {
        send(frame(index, attempt, sequence, flags, payload));
    }

    static BinaryOutput frame(int index, int attempt, long sequence, int flags, byte[] payload) {
        BinaryOutput packet = Packets.begin(Packets.DATA);
        packet.writeInt(index);
        packet.writeInt(attempt);
        packet.writeLong(sequence);
        packet.writeByte(flags);
        packet.writeBytes(payload);
        return packet;
    }

    /** Returns the next packet. */
    Packet read() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new Packet(bytes[0], new BinaryInput(bytes, 1, bytes.length - 1));
    }

    /** Returns the next packet of this type; passes over others. */
    BinaryInput read(int type) throws IOException {
        while (true) {
            Packet packet = read();
            if (packet.type() == type) {
                return packet.body();
            }
        }
    }

    /** Opens a receiver with this index, for frames of the node. */
    void open(int index, ChannelId channel, int frames, long bytes) throws IOException {
        send(Packets.open(index, channel, frames, bytes));
    }

    /** Returns whether the node closes the connection within the time-out. */
    boolean isClosedByNode() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException | SocketException closed) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
