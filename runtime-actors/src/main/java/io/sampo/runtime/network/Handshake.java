/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.exchange.NodeAddress;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first words of a connection, of one side: which protocol, who calls whom, and that both know
 * the token, if there is one. Each side proves it by a keyed hash over both nonces and both names,
 * so that no proof serves twice, or for the other side. Of two nodes the one with the smaller
 * address calls, so there never are two connections that meet. Confined to one thread.
 *
 * <pre>
 * caller:  HELLO (no proof) ->
 *                             <- HELLO (proof)        :called
 *          PROOF            ->
 *                             <- WELCOME
 * </pre>
 */
final class Handshake {
    static final int NONCE = 32;

    private static final long MAGIC = 0x53414D504F444154L; // SAMPODAT
    private static final int VERSION = 2;

    private final NodeAddress self;
    private final boolean calls;
    private final Optional<String> token;
    private final byte[] nonce;

    private @Nullable NodeAddress peer;
    private byte[] peerNonce = {};
    private State state = State.BEFORE_HELLO;

    private enum State {
        BEFORE_HELLO,
        BEFORE_PROOF,
        BEFORE_WELCOME,
        DONE
    }

    /**
     * Creates one side.
     *
     * @param called who, or null on the side that is called
     * @param nonce {@value #NONCE} bytes that nobody can foresee
     */
    Handshake(
            NodeAddress self, @Nullable NodeAddress called, Optional<String> token, byte[] nonce) {
        this.self = self;
        this.peer = called;
        this.calls = called != null;
        this.token = token;
        this.nonce = nonce;
    }

    /** Returns the first packet of the side that calls. */
    BinaryOutput greeting() {
        return hello(new byte[0]);
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Returns the other node, once it has proven to be one. */
    NodeAddress peer() {
        NodeAddress known = peer;
        if (known == null || state != State.DONE) {
            throw new IllegalStateException("Not known yet who the peer is");
        }
        return known;
    }

    /**
     * Takes a packet.
     *
     * @return what is to be sent, if anything
     * @throws RefusedException if there will be no connection
     */
    @Nullable BinaryOutput on(int type, BinaryInput body) {
        if (type == Packets.HELLO && state == State.BEFORE_HELLO) {
            return onHello(body);
        } else if (type == Packets.PROOF && state == State.BEFORE_PROOF) {
            checkProof(body, true);
            state = State.DONE;
            return Packets.begin(Packets.WELCOME);
        } else if (type == Packets.WELCOME && state == State.BEFORE_WELCOME) {
            state = State.DONE;
            return null;
        } else if (type == Packets.REFUSED && calls) {
            throw refusedByPeer(body.readString());
        }
        throw new RefusedException(
                state == State.BEFORE_HELLO ? Refusal.NOT_THE_PROTOCOL : Refusal.BAD_PACKET,
                "type=" + type + " state=" + state);
    }

    private BinaryOutput onHello(BinaryInput body) {
        if (body.remaining() < Long.BYTES || body.readLong() != MAGIC) {
            throw new RefusedException(Refusal.NOT_THE_PROTOCOL, "no magic number");
        }
        int version = body.readUnsignedShort();
        if (version != VERSION) {
            throw new RefusedException(
                    Refusal.OTHER_VERSION, "version=" + version + " own=" + VERSION);
        }
        NodeAddress sender = readAddress(body);
        NodeAddress meant = readAddress(body);
        peerNonce = body.readBytes(NONCE);
        boolean right = calls ? sender.equals(peer) : sender.compareTo(self) < 0;
        if (!right || !meant.equals(self)) {
            throw new RefusedException(
                    Refusal.WRONG_NODE,
                    "from=" + sender + " to=" + meant + " self=" + self + " called=" + peer);
        }
        peer = sender;
        if (calls) {
            checkProof(body, false);
            state = State.BEFORE_WELCOME;
            BinaryOutput answer = Packets.begin(Packets.PROOF);
            writeProof(answer, proof(true));
            return answer;
        }
        body.skip(body.readLength());
        state = State.BEFORE_PROOF;
        return hello(proof(false));
    }

    private BinaryOutput hello(byte[] proof) {
        NodeAddress other = peer;
        if (other == null) {
            throw new IllegalStateException("Not known yet who the peer is");
        }
        BinaryOutput packet = Packets.begin(Packets.HELLO);
        packet.writeLong(MAGIC);
        packet.writeShort(VERSION);
        writeAddress(packet, self);
        writeAddress(packet, other);
        packet.writeBytes(nonce);
        writeProof(packet, proof);
        return packet;
    }

    private void checkProof(BinaryInput body, boolean ofCaller) {
        int length = body.readLength();
        byte[] shown = body.readBytes(Math.min(length, TokenProof.LENGTH));
        if (length > TokenProof.LENGTH || !MessageDigest.isEqual(shown, proof(ofCaller))) {
            throw new RefusedException(
                    Refusal.WRONG_TOKEN,
                    shown.length == 0
                            ? "it has no token, this node has one"
                            : token.isEmpty()
                                    ? "it has a token, this node has none"
                                    : "its token is not this node's");
        }
    }

    private byte[] proof(boolean ofCaller) {
        if (token.isEmpty()) {
            return new byte[0];
        }
        NodeAddress other = peer;
        if (other == null) {
            throw new IllegalStateException("Not known yet who the peer is");
        }
        BinaryOutput said = new BinaryOutput();
        said.writeLong(MAGIC);
        said.writeShort(VERSION);
        said.writeBoolean(ofCaller);
        writeAddress(said, calls ? self : other);
        writeAddress(said, calls ? other : self);
        said.writeBytes(calls ? nonce : peerNonce);
        said.writeBytes(calls ? peerNonce : nonce);
        return TokenProof.of(token.get(), said.toByteArray());
    }

    private static void writeProof(BinaryOutput packet, byte[] proof) {
        packet.writeVarInt(proof.length);
        packet.writeBytes(proof);
    }

    private static void writeAddress(BinaryOutput target, NodeAddress address) {
        target.writeString(address.host());
        target.writeInt(address.port());
    }

    private static NodeAddress readAddress(BinaryInput body) {
        return new NodeAddress(body.readString(), body.readInt());
    }

    private static RefusedException refusedByPeer(String name) {
        for (Refusal reason : Refusal.values()) {
            if (reason.name().equals(name)) {
                return new RefusedException(
                        reason, "the other node refused this one: reason=" + reason);
            }
        }
        return new RefusedException(
                Refusal.BAD_PACKET, "the other node refused this one for an unknown reason");
    }
}
