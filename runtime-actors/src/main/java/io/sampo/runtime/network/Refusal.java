/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

/** Why a connection, or something that came over it, was refused. */
public enum Refusal {
    /** More connections at once than may be unknown. */
    TOO_MANY_CONNECTIONS,
    /** A connection that did not say who it is in time, or broke off before. */
    NO_GREETING,
    /** No TLS, no certificate, or one that is not trusted. */
    TLS_FAILED,
    /** Other bytes than those of the protocol. */
    NOT_THE_PROTOCOL,
    /** Another version of the protocol. */
    OTHER_VERSION,
    /** Calls another node than this, or is another one than was called. */
    WRONG_NODE,
    /** Does not know the token. */
    WRONG_TOKEN,
    /** A length that nothing may have. */
    BAD_LENGTH,
    /** A kind of packet that there is not, or not now, or with fields that make no sense. */
    BAD_PACKET,
    /** A channel that was never opened. */
    UNKNOWN_CHANNEL,
    /** More channels than the other node can have any use for. */
    TOO_MANY_CHANNELS,
    /** More frames or bytes than there was credit for, or more credit than was used. */
    CREDIT_OVERFLOW,
    /** A number that does not follow the one before. */
    SEQUENCE_GAP,
    /** Of another attempt, or of a channel that has been closed; dropped, the connection stays. */
    STALE_ATTEMPT,
}
