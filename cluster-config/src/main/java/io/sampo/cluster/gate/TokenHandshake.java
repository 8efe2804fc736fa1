/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.runtime.network.TokenProof;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import javax.net.ssl.SSLException;

/**
 * The first words of a connection between control ports, of one side. Each side proves that it
 * knows the token by a keyed hash over both nonces and its role, so that no proof serves twice, or
 * for the other side. Confined to one thread.
 *
 * <pre>
 * caller:  HELLO       ->
 *                         <- HELLO PROOF   :called
 *          PROOF       ->
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
    private final String token;
    private final byte[] nonce;
    private final ByteBuffer heard;
    private ByteBuffer toSay;
    private byte[] otherNonce = {};

    /**
     * Creates one side.
     *
     * @param nonce {@value #NONCE} bytes that nobody can foresee
     */
    TokenHandshake(boolean calls, String token, byte[] nonce) {
        this.calls = calls;
        this.token = token;
        this.nonce = nonce;
        heard = ByteBuffer.allocate(HELLO + TokenProof.LENGTH);
        heard.limit(calls ? HELLO + TokenProof.LENGTH : HELLO);
        toSay = calls ? hello() : ByteBuffer.allocate(0);
    }

    /** Returns whether it is this side's turn. */
    boolean hasToSay() {
        return toSay.hasRemaining();
    }

    /** Returns whether the other side has proven to know the token, and has been told so. */
    boolean isDone() {
        return !heard.hasRemaining() && !toSay.hasRemaining();
    }

    /** Returns whether the other side has said hello, and nothing that proves anything. */
    boolean waitsForProof() {
        return !calls && otherNonce.length > 0 && heard.position() == HELLO;
    }

    /** Says what is to be said, as far as there is room. */
    void say(ByteBuffer target) {
        int length = Math.min(target.remaining(), toSay.remaining());
        target.put(toSay.slice(toSay.position(), length));
        toSay.position(toSay.position() + length);
    }

    /**
     * Hears no more than belongs to the handshake.
     *
     * @throws SSLException if there will be no connection
     */
    void hear(ByteBuffer source) throws SSLException {
        int length = Math.min(source.remaining(), heard.remaining());
        if (length == 0) {
            return;
        }
        heard.put(source.slice(source.position(), length));
        source.position(source.position() + length);
        if (otherNonce.length == 0) {
            checkSignature();
        }
        if (!heard.hasRemaining()) {
            onAllHeard();
        }
    }

    /** At once: who says something else may never say enough. */
    private void checkSignature() throws SSLException {
        byte[] signature = signature().array();
        for (int i = 0; i < Math.min(heard.position(), SIGNATURE); i++) {
            if (heard.get(i) != signature[i]) {
                throw new SSLException(
                        i < Long.BYTES
                                ? "the other side is no node without TLS, or of another version."
                                : "the other node has another version.");
            }
        }
    }

    private void onAllHeard() throws SSLException {
        if (otherNonce.length == 0) {
            otherNonce = new byte[NONCE];
            heard.get(SIGNATURE, otherNonce);
        }
        if (calls) {
            checkProof(HELLO);
            toSay = ByteBuffer.wrap(proof(true));
        } else if (heard.limit() == HELLO) {
            heard.limit(HELLO + TokenProof.LENGTH);
            toSay = ByteBuffer.allocate(HELLO + TokenProof.LENGTH);
            toSay.put(hello()).put(proof(false)).flip();
        } else {
            checkProof(HELLO);
        }
    }

    private void checkProof(int at) throws SSLException {
        byte[] shown = new byte[TokenProof.LENGTH];
        heard.get(at, shown);
        if (!MessageDigest.isEqual(shown, proof(!calls))) {
            throw new SSLException(
                    "its token is not that of this node; sampo.network.token must be the same for"
                            + " all, or set for none.");
        }
    }

    private byte[] proof(boolean ofCaller) {
        ByteBuffer said = ByteBuffer.allocate(SIGNATURE + 1 + 2 * NONCE);
        said.put(signature())
                .put((byte) (ofCaller ? 1 : 0))
                .put(calls ? nonce : otherNonce)
                .put(calls ? otherNonce : nonce);
        return TokenProof.of(token, said.array());
    }

    private ByteBuffer hello() {
        return ByteBuffer.allocate(HELLO).put(signature()).put(nonce).flip();
    }

    private static ByteBuffer signature() {
        return ByteBuffer.allocate(SIGNATURE).putLong(MAGIC).putShort(VERSION).flip();
    }
}
