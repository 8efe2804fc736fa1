/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.Transport;
import io.sampo.runtime.node.EngineThreads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's data port, and its connections to the ports of others: one for each, made when the
 * first channel is opened, by the node with the smaller address.
 */
public final class NettyTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);

    private static final int READ_BYTES = 128 * 1024;
    private static final WriteBufferWaterMark WRITE_MARKS =
            new WriteBufferWaterMark(128 * 1024, 256 * 1024);
    private static final int BACKLOG = 128;
    private static final int MAX_STRANGERS = 64;
    private static final int STOP_SECONDS = 5;
    private static final AttributeKey<Boolean> KNOWN = AttributeKey.valueOf("sampo.known");
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final Executor LOOP_THREADS =
            loop -> EngineThreads.startDaemon(loop, "sampo-network-" + THREADS.incrementAndGet());

    private final NetworkSettings settings;
    private final NetworkServices services;
    private final NetworkMemory memory;
    private final Optional<TlsContexts> tls;
    private final EventLoopGroup loops;
    private final Channel server;
    private final NodeAddress address;
    private final Links links;
    private final SecureRandom nonces = new SecureRandom();

    /** Connections that were accepted and have not said yet who they are. */
    private final AtomicInteger strangers = new AtomicInteger();

    private final AtomicBoolean stopped = new AtomicBoolean();

    private NettyTransport(NetworkSettings settings, Clock clock) {
        this.settings = settings;
        tls = TlsContexts.from(settings.tls());
        NetworkCounters counters = new NetworkCounters();
        services =
                new NetworkServices(
                        settings,
                        ByteBufAllocator.DEFAULT,
                        counters,
                        new RefusalLog(clock, counters));
        memory = new NetworkMemory(settings.memory());
        loops =
                new MultiThreadIoEventLoopGroup(
                        settings.threadCount(), LOOP_THREADS, NioIoHandler.newFactory());
        try {
            server = bind();
        } catch (RuntimeException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        address =
                new NodeAddress(
                        settings.advertisedHost().orElse(settings.bindHost()),
                        settings.advertisedPort() == 0 ? port : settings.advertisedPort());
        links = new Links(address, Wire.Loop.of(server.eventLoop()), services, memory, this::call);
        // Nobody was let in before.
        server.config().setAutoRead(true);
    }

    /**
     * Opens the port.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if it is not free, {@code INVALID_SETTING}
     *     if the certificates cannot be used
     */
    public static NettyTransport start(NetworkSettings settings, Clock clock) {
        return new NettyTransport(settings, clock);
    }

    private Channel bind() {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(ChannelOption.ALLOCATOR, services.allocator())
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(READ_BYTES))
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
                        .childHandler(initializer(this::accepted))
                        .bind(settings.bindHost(), settings.bindPort())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "The port for other nodes cannot be opened: sampo.network.bind-host="
                            + settings.bindHost()
                            + " bind-port="
                            + settings.bindPort()
                            + ": "
                            + bound.cause()
                            + ". Choose an address of this machine and a port that is free.",
                    bound.cause());
        }
        return bound.channel();
    }

    private static ChannelInitializer<Channel> initializer(Consumer<Channel> body) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                body.accept(channel);
            }
        };
    }

    private void accepted(Channel channel) {
        int count = strangers.incrementAndGet();
        channel.closeFuture().addListener(closed -> known(channel));
        if (count > MAX_STRANGERS) {
            services.refusals()
                    .refused(
                            Refusal.TOO_MANY_CONNECTIONS,
                            channel.remoteAddress(),
                            "that have not said yet who they are: " + MAX_STRANGERS);
            channel.close();
            return;
        }
        tls.ifPresent(contexts -> encrypt(channel, contexts.called(), null));
        channel.pipeline()
                .addLast(
                        new WireHandler(
                                services, handshake(null), links, () -> known(channel), null));
    }

    /** It has said who it is, or is gone. */
    private void known(Channel channel) {
        if (channel.attr(KNOWN).compareAndSet(null, true)) {
            strangers.decrementAndGet();
        }
    }

    private void encrypt(Channel channel, SslContext context, @Nullable NodeAddress called) {
        SslHandler handler =
                called == null
                        ? context.newHandler(channel.alloc())
                        : context.newHandler(channel.alloc(), called.host(), called.port());
        handler.setHandshakeTimeoutMillis(settings.connectTimeout().toMillis());
        channel.pipeline().addLast(handler);
    }

    private Handshake handshake(@Nullable NodeAddress called) {
        byte[] nonce = new byte[Handshake.NONCE];
        nonces.nextBytes(nonce);
        return new Handshake(address, called, settings.token(), nonce);
    }

    /** Finds the other node's number on a thread of its own: asking for it may take seconds. */
    private void call(NodeAddress called) {
        EngineThreads.startDaemon(
                () -> {
                    try {
                        connect(called, InetAddress.getByName(called.host()));
                    } catch (UnknownHostException e) {
                        links.callFailed(called, "its name is not known: " + e, e);
                    } catch (RejectedExecutionException stop) {
                        LOG.debug("Not called, since this node stops: node={}", called);
                    }
                },
                "sampo-network-call-" + called);
    }

    private void connect(NodeAddress called, InetAddress host) {
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOCATOR, services.allocator())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARKS)
                .handler(initializer(channel -> calling(channel, called)))
                .connect(new InetSocketAddress(host, called.port()))
                .addListener(
                        done -> {
                            if (!done.isSuccess()) {
                                links.callFailed(
                                        called, String.valueOf(done.cause()), done.cause());
                            }
                        });
    }

    private void calling(Channel channel, NodeAddress called) {
        tls.ifPresent(contexts -> encrypt(channel, contexts.calling(), called));
        channel.pipeline()
                .addLast(new WireHandler(services, handshake(called), links, () -> {}, called));
    }

    @Override
    public NodeAddress address() {
        return address;
    }

    @Override
    public OutputChannel openSender(NodeAddress to, ChannelId channel, ChannelEnd end) {
        return links.openSender(to, channel, end);
    }

    @Override
    public InputChannel openReceiver(
            NodeAddress from, ChannelId channel, int credits, ChannelEnd end) {
        return links.openReceiver(from, channel, credits, end);
    }

    @Override
    public void closeAttempt(String jobId, int attempt) {
        links.closeAttempt(jobId, attempt);
    }

    /** Returns what the data port has done so far. */
    public NetworkMetrics metrics() {
        return services.counters().snapshot(memory.reserved());
    }

    @Override
    public void close() {
        if (stopped.getAndSet(true)) {
            return;
        }
        server.close().awaitUninterruptibly();
        links.stop().join();
        loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
