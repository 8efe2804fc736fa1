/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves that a node knows the token without saying it (HMAC, RFC 2104, with SHA-256). */
public final class TokenProof {
    /** Bytes of a proof. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private TokenProof() {}

    /**
     * Returns the proof.
     *
     * @param said what the proof is for; whoever checks it has chosen a part that was never there
     */
    public static byte[] of(String token, byte[] said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(said);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
