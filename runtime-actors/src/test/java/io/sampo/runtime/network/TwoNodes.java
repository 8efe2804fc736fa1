/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.ValueSerializer;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.Doorbell;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.OutputChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The data ports of two nodes on this machine. The first one has the smaller address, and calls.
 */
final class TwoNodes implements AutoCloseable {
    static final String JOB = "job-1";

    private static final ForySerializationFactory TYPES =
            new ForySerializationFactory(TwoNodes.class.getClassLoader());

    final NettyTransport first;
    final NettyTransport second;

    /** What broke, at any end. */
    final List<StreamException> broken = new CopyOnWriteArrayList<>();

    TwoNodes(String settings) {
        NettyTransport one = transport(settings);
        NettyTransport other = transport(settings);
        boolean ordered = one.address().compareTo(other.address()) < 0;
        first = ordered ? one : other;
        second = ordered ? other : one;
    }

    static NettyTransport transport(String settings) {
        return NettyTransport.start(settings(settings), Clock.system());
    }

    static NetworkSettings settings(String overrides) {
        return NetworkSettings.from(
                ConfigFactory.parseString("sampo.network { " + overrides + " }")
                        .withFallback(ConfigFactory.load()));
    }

    static ValueSerializer<Object> serializer() {
        return TYPES.create().forWire("test");
    }

    static ChannelId channel(int attempt, int number) {
        return new ChannelId(JOB, attempt, number);
    }

    ChannelEnd end(Doorbell bell) {
        return new ChannelEnd("map/0 -> sink/1", serializer(), bell, broken::add);
    }

    OutputChannel sender(NettyTransport at, ChannelId channel) {
        return at.openSender(other(at).address(), channel, end(() -> {}));
    }

    InputChannel receiver(NettyTransport at, ChannelId channel, int credits) {
        return at.openReceiver(other(at).address(), channel, credits, end(() -> {}));
    }

    NettyTransport other(NettyTransport node) {
        return node == first ? second : first;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
