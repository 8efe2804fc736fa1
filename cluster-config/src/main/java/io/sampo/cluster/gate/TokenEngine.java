/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TokenHandshake} where Artery takes engines of TLS: the one place where a connection can
 * be refused before Artery reads it. After the handshake bytes pass as they are.
 */
final class TokenEngine extends GateEngine {
    private final TokenHandshake handshake;
    private final SSLSession session;
    private final GateRefusals refusals;
    private boolean closed;
    private boolean finishedTold;

    /**
     * Creates an engine.
     *
     * @param session what {@link #getSession} returns
     * @param refusals what it tells when there is no connection
     */
    TokenEngine(TokenHandshake handshake, SSLSession session, GateRefusals refusals) {
        this.handshake = handshake;
        this.session = session;
        this.refusals = refusals;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) {
        int before = target.position();
        if (closed) {
            return result(Status.CLOSED, 0, 0);
        }
        if (!handshake.isDone()) {
            handshake.say(target);
            return result(Status.OK, 0, target.position() - before);
        }
        for (int i = offset; i < offset + length; i++) {
            Bytes.move(sources[i], target);
        }
        int passed = target.position() - before;
        return result(Status.OK, passed, passed);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length)
            throws SSLException {
        int before = source.position();
        if (closed) {
            return result(Status.CLOSED, 0, 0);
        }
        if (!handshake.isDone()) {
            hear(source);
            return result(Status.OK, source.position() - before, 0);
        }
        for (int i = offset; i < offset + length; i++) {
            Bytes.move(source, targets[i]);
        }
        int passed = source.position() - before;
        boolean stuck = passed == 0 && source.hasRemaining();
        return result(stuck ? Status.BUFFER_OVERFLOW : Status.OK, passed, passed);
    }

    private void hear(ByteBuffer source) throws SSLException {
        closed = true;
        try {
            handshake.hear(source);
            closed = false;
        } catch (SSLException no) {
            refusals.refused(handshake.called(), String.valueOf(no.getMessage()));
            throw no;
        }
    }

    /** That the handshake is over is told once, by the call that ended it. */
    private SSLEngineResult result(Status status, int consumed, int produced) {
        HandshakeStatus now = getHandshakeStatus();
        if (!closed && !finishedTold && handshake.isDone()) {
            finishedTold = true;
            now = HandshakeStatus.FINISHED;
        }
        return new SSLEngineResult(status, now, consumed, produced);
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (closed || handshake.isDone()) {
            return HandshakeStatus.NOT_HANDSHAKING;
        }
        return handshake.hasToSay() ? HandshakeStatus.NEED_WRAP : HandshakeStatus.NEED_UNWRAP;
    }

    /** The connection is closed as one that is not encrypted: without a word. */
    @Override
    public void closeInbound() {
        boolean amongNodes = handshake.calls() || handshake.isGreeted();
        if (!closed && amongNodes && !handshake.isDone()) {
            refusals.hungUp(handshake.called());
        }
        closed = true;
    }

    @Override
    public void closeOutbound() {
        closed = true;
    }

    @Override
    public boolean isInboundDone() {
        return closed;
    }

    @Override
    public boolean isOutboundDone() {
        return closed;
    }

    @Override
    public SSLSession getSession() {
        return session;
    }

    @Override
    public boolean getUseClientMode() {
        return handshake.calls();
    }

    @Override
    public void beginHandshake() {
        // The first call of wrap or unwrap does.
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return null;
    }
}
