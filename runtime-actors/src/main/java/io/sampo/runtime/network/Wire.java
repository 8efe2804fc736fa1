/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.sampo.runtime.node.WakeTimer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The way to one other node: what is written comes there in its order, or the way is lost. Used on
 * its loop but for {@link #close}.
 */
interface Wire {
    /** Returns where everything of this wire is done. */
    Loop loop();

    /** Returns whether it takes more; whoever uses it is told when it does again. */
    boolean isWritable();

    /** Puts a packet, which it takes over, behind those before it. */
    void write(ByteBuf packet);

    /** Sends what was written. */
    void flush();

    /** Loses the way. Called from any thread. */
    void close();

    /** Returns the wire that a socket is. */
    static Wire of(Channel socket) {
        return new Socket(socket, Loop.of(socket.eventLoop()));
    }

    /**
     * Runs tasks one after the other, in their order, and calls back.
     *
     * @param tasks takes tasks from any thread
     * @param timer runs its tasks there, too
     */
    record Loop(Executor tasks, WakeTimer timer) {
        static Loop of(EventLoop loop) {
            return new Loop(
                    loop,
                    (nanos, task) -> {
                        Future<?> due = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
                        return () -> due.cancel(false);
                    });
        }

        void execute(Runnable task) {
            tasks.execute(task);
        }

        Runnable after(long nanos, Runnable task) {
            return timer.after(nanos, task);
        }
    }

    /** A socket. */
    record Socket(Channel channel, Loop loop) implements Wire {
        @Override
        public boolean isWritable() {
            return channel.isWritable();
        }

        @Override
        public void write(ByteBuf packet) {
            channel.write(packet, channel.voidPromise());
        }

        @Override
        public void flush() {
            channel.flush();
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
