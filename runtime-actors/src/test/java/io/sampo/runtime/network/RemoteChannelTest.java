/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.sampo.runtime.exchange.ChannelContract;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.Doorbell;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.OutputChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Over real connections, in both directions, in either order of opening. */
class RemoteChannelTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static TwoNodes nodes;

    @BeforeAll
    static void start() {
        nodes = new TwoNodes("");
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Nested
    class FromTheOneThatCalls extends Remote {
        FromTheOneThatCalls() {
            super(nodes.first, false);
        }
    }

    @Nested
    class FromTheOneThatIsCalled extends Remote {
        FromTheOneThatIsCalled() {
            super(nodes.second, true);
        }
    }

    abstract static class Remote extends ChannelContract {
        private final NettyTransport from;
        private final boolean receiverFirst;

        Remote(NettyTransport from, boolean receiverFirst) {
            this.from = from;
            this.receiverFirst = receiverFirst;
        }

        @Override
        protected Ends open(int credits, Doorbell sender, Doorbell receiver) {
            ChannelId id = TwoNodes.channel(1, NUMBERS.incrementAndGet());
            NettyTransport to = nodes.other(from);
            if (receiverFirst) {
                InputChannel input =
                        to.openReceiver(from.address(), id, credits, nodes.end(receiver));
                return new Ends(from.openSender(to.address(), id, nodes.end(sender)), input);
            }
            OutputChannel output = from.openSender(to.address(), id, nodes.end(sender));
            return new Ends(
                    output, to.openReceiver(from.address(), id, credits, nodes.end(receiver)));
        }

        @Override
        protected int framesUnderStress() {
            return 20_000;
        }
    }
}
