/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.exchange.NodeAddress;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What Netty calls for one socket: first the handshake, then the {@link Connection}. Everything
 * that goes wrong closes the socket, is counted, and goes no further.
 */
final class WireHandler extends ChannelInboundHandlerAdapter implements PacketSink {
    private final NetworkServices services;
    private final Handshake handshake;
    private final Links links;
    private final Runnable whenKnown;
    private final @Nullable NodeAddress called;
    private final PacketDecoder decoder = new PacketDecoder(this);

    private @Nullable ChannelHandlerContext context;
    private @Nullable Connection connection;
    private @Nullable Throwable failure;
    private String why = "the connection was closed by the other node, or cut";
    private boolean refused;

    /**
     * Creates a handler.
     *
     * @param whenKnown called once the handshake is done
     * @param called who was called, or null if this side was
     */
    WireHandler(
            NetworkServices services,
            Handshake handshake,
            Links links,
            Runnable whenKnown,
            @Nullable NodeAddress called) {
        this.services = services;
        this.handshake = handshake;
        this.links = links;
        this.whenKnown = whenKnown;
        this.called = called;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.executor()
                .schedule(
                        this::checkGreeting,
                        services.settings().connectTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private void checkGreeting() {
        if (connection == null && !refused && context().channel().isOpen()) {
            refuse(
                    new RefusedException(
                            Refusal.NO_GREETING,
                            "nothing within " + services.settings().connectTimeout()));
        }
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext known = context;
        if (known == null) {
            throw new IllegalStateException("Not part of a pipeline yet");
        }
        return known;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (called != null) {
            ctx.writeAndFlush(Packets.end(handshake.greeting()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!refused) {
                if (connection != null) {
                    connection.heard();
                }
                decoder.read(in);
            }
        } catch (RefusedException e) {
            refuse(e);
        } finally {
            in.release();
        }
    }

    @Override
    public void packet(int type, BinaryInput body) {
        if (connection != null) {
            connection.packet(type, body);
            return;
        }
        BinaryOutput answer = handshake.on(type, body);
        if (answer != null) {
            context().writeAndFlush(Packets.end(answer));
        }
        if (handshake.isDone()) {
            Connection made =
                    new Connection(Wire.of(context().channel()), handshake.peer(), services);
            connection = made;
            whenKnown.run();
            links.connected(made);
        }
    }

    @Override
    public void data(BinaryInput head, int count) {
        if (connection == null) {
            throw new RefusedException(Refusal.NOT_THE_PROTOCOL, "a frame before the handshake");
        }
        connection.data(head, count);
    }

    @Override
    public void payload(ByteBuf in, int count) {
        if (connection != null) {
            connection.payload(in, count);
        }
    }

    @Override
    public void dataEnd() {
        if (connection != null) {
            connection.dataEnd();
        }
    }

    private void refuse(RefusedException e) {
        refused = true;
        failure = e;
        why = "refused: reason=" + e.reason() + " " + e.getMessage();
        services.refusals().refused(e.reason(), peer(), String.valueOf(e.getMessage()));
        if (connection == null && called == null) {
            context()
                    .writeAndFlush(Packets.refused(e.reason()))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            context().close();
        }
    }

    private Object peer() {
        return connection != null ? connection.peer() : context().channel().remoteAddress();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (connection != null && ctx.channel().isWritable()) {
            connection.writeWhilePossible();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!refused && isOfTls(cause)) {
            refuse(new RefusedException(Refusal.TLS_FAILED, String.valueOf(cause.getMessage())));
        } else if (!refused && !(cause instanceof IOException) && connection == null) {
            refuse(new RefusedException(Refusal.NOT_THE_PROTOCOL, cause.toString()));
        }
        if (failure == null) {
            failure = cause;
            why = "the connection failed: " + cause;
        }
        ctx.close();
    }

    private static boolean isOfTls(Throwable cause) {
        return cause instanceof SSLException
                || cause instanceof DecoderException && cause.getCause() instanceof SSLException;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (connection != null) {
            connection.lost(why, failure);
            links.disconnected(connection);
        } else if (called != null) {
            links.callFailed(called, why, failure);
        } else if (!refused) {
            refused = true;
            services.refusals()
                    .refused(Refusal.NO_GREETING, peer(), "closed before it said who it is");
        }
    }
}
