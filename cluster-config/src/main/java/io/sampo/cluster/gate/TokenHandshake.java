/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.network.TokenProof;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import javax.net.ssl.SSLException;

/**
 * The first words of a connection between control ports, of one side. Each side proves that it
 * knows the token by a keyed hash over both nonces, its role and who is called, so that no proof
 * serves twice, for the other side, or at another node to which a stranger hands it on. The one
 * that calls proves first: else whoever connects would be told something to try tokens with.
 * Confined to one thread.
 *
 * <pre>
 * caller:  HELLO  ->
 *                    <- HELLO   :called
 *          PROOF  ->
 *                    <- PROOF
 * </pre>
 *
 * A hello is {@value #MAGIC} as bytes, the version and a nonce; all words have one length, so that
 * nobody can say how much is to be read.
 */
final class TokenHandshake {
    static final int NONCE = 32;

    private static final long MAGIC = 0x53414D504F43544CL; // SAMPOCTL
    private static final short VERSION = 1;
    private static final int SIGNATURE = Long.BYTES + Short.BYTES;
    private static final int HELLO = SIGNATURE + NONCE;

    private final boolean calls;
    private final String called;
    private final String token;
    private final byte[] nonce;
    private final ByteBuffer heard = ByteBuffer.allocate(HELLO + TokenProof.LENGTH);
    private ByteBuffer toSay = ByteBuffer.allocate(0);
    private boolean greeted;
    private boolean proven;

    /**
     * Creates one side.
     *
     * @param called the address that is called, as nodes name it to each other
     * @param nonce {@value #NONCE} bytes that nobody can foresee
     */
    TokenHandshake(boolean calls, String called, String token, byte[] nonce) {
        this.calls = calls;
        this.called = called;
        this.token = token;
        this.nonce = nonce;
        heard.limit(HELLO);
        if (calls) {
            toSay = hello();
        }
    }

    boolean calls() {
        return calls;
    }

    String called() {
        return called;
    }

    /** Returns whether it is this side's turn. */
    boolean hasToSay() {
        return toSay.hasRemaining();
    }

    /** Returns whether the other side has said a right hello. */
    boolean isGreeted() {
        return greeted;
    }

    /** Returns whether the other side has proven to know the token, and all is said to it. */
    boolean isDone() {
        return proven && !toSay.hasRemaining();
    }

    /** Says what is to be said, as far as there is room. */
    void say(ByteBuffer target) {
        Bytes.move(toSay, target);
    }

    /**
     * Hears no more than belongs to the handshake.
     *
     * @throws SSLException if there will be no connection
     */
    void hear(ByteBuffer source) throws SSLException {
        if (Bytes.move(source, heard) == 0) {
            return;
        }
        if (!greeted) {
            checkSignature();
        }
        if (!heard.hasRemaining()) {
            if (greeted) {
                onProof();
            } else {
                onHello();
            }
        }
    }

    /** At once: who says something else may never say enough. */
    private void checkSignature() throws SSLException {
        byte[] signature = signature().array();
        for (int i = 0; i < Math.min(heard.position(), SIGNATURE); i++) {
            if (heard.get(i) != signature[i]) {
                throw new SSLException(
                        i < Long.BYTES
                                ? "it is no node, or one with TLS, which this one has not."
                                : "it is a node of another version.");
            }
        }
    }

    private void onHello() {
        greeted = true;
        heard.limit(HELLO + TokenProof.LENGTH);
        toSay = calls ? ByteBuffer.wrap(proof(true)) : hello();
    }

    private void onProof() throws SSLException {
        byte[] shown = new byte[TokenProof.LENGTH];
        heard.get(HELLO, shown);
        if (!MessageDigest.isEqual(shown, proof(!calls))) {
            throw new SSLException(
                    "its token is not that of this node, or only one of the two has one, or it takes"
                            + " this node for another. All nodes have the same sampo.network.token, or"
                            + " none has one.");
        }
        proven = true;
        if (!calls) {
            toSay = ByteBuffer.wrap(proof(false));
        }
    }

    private byte[] proof(boolean ofCaller) {
        byte[] otherNonce = new byte[NONCE];
        heard.get(SIGNATURE, otherNonce);
        BinaryOutput said = new BinaryOutput();
        said.writeLong(MAGIC);
        said.writeShort(VERSION);
        said.writeBoolean(ofCaller);
        said.writeString(called);
        said.writeBytes(calls ? nonce : otherNonce);
        said.writeBytes(calls ? otherNonce : nonce);
        return TokenProof.of(token, said.toByteArray());
    }

    private ByteBuffer hello() {
        return ByteBuffer.allocate(HELLO).put(signature()).put(nonce).flip();
    }

    private static ByteBuffer signature() {
        return ByteBuffer.allocate(SIGNATURE).putLong(MAGIC).putShort(VERSION).flip();
    }
}
