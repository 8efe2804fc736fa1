/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Java's engine of TLS, which tells why there is no connection. Artery says nothing of those that
 * another node does not get.
 *
 * <p>It refuses records that are longer than TLS lets them be: for those up to 33 KB Java's engine
 * asks for more bytes, where Pekko's stage (1.7) has room for 18 KB. It would ask with those again
 * and again, and take one of Artery's few threads for ever.
 */
final class TlsEngine extends GateEngine {
    /** A record of TLS 1.2 with its header (RFC 5246, 6.2.3); those of TLS 1.3 are shorter. */
    static final int LONGEST_RECORD = 5 + (1 << 14) + 2048;

    private final SSLEngine engine;
    private final String called;
    private final GateRefusals refusals;
    private boolean refused;

    /** Whether there is a connection, or was said why there is none. */
    private boolean settled;

    /**
     * Creates an engine.
     *
     * @param engine Java's, with all that is to be set
     * @param called the address that is called, as nodes name it to each other
     * @param refusals what it tells when there is no connection
     */
    TlsEngine(SSLEngine engine, String called, GateRefusals refusals) {
        this.engine = engine;
        this.called = called;
        this.refusals = refusals;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length)
            throws SSLException {
        try {
            SSLEngineResult result = engine.unwrap(source, targets, offset, length);
            if (result.getStatus() == Status.BUFFER_UNDERFLOW
                    && source.remaining() >= LONGEST_RECORD) {
                refused = true;
                throw new SSLException("A record is longer than TLS lets it be");
            }
            return noted(result);
        } catch (SSLException no) {
            tell(no);
            throw no;
        }
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target)
            throws SSLException {
        try {
            return noted(engine.wrap(sources, offset, length, target));
        } catch (SSLException no) {
            tell(no);
            throw no;
        }
    }

    private SSLEngineResult noted(SSLEngineResult result) {
        settled |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
        return result;
    }

    /** One failure may be thrown by several calls. */
    private void tell(SSLException no) {
        if (!settled) {
            settled = true;
            refusals.refused(
                    called,
                    "it is no node, or one without TLS, or of another authority ("
                            + no.getMessage()
                            + "). All nodes have sampo.node.security.tls with one ca, or none has"
                            + " it.");
        }
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return engine.getDelegatedTask();
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return refused ? HandshakeStatus.NOT_HANDSHAKING : engine.getHandshakeStatus();
    }

    /** Who called and said nothing may be anybody. */
    @Override
    public void closeInbound() throws SSLException {
        if (!settled && getUseClientMode()) {
            settled = true;
            refusals.hungUp(called);
        }
        if (!refused) {
            engine.closeInbound();
        }
    }

    @Override
    public void closeOutbound() {
        engine.closeOutbound();
    }

    @Override
    public boolean isInboundDone() {
        return refused || engine.isInboundDone();
    }

    @Override
    public boolean isOutboundDone() {
        return refused || engine.isOutboundDone();
    }

    @Override
    public SSLSession getSession() {
        return engine.getSession();
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }
}
