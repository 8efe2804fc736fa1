/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.runtime.network.LineTransport;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection of two processes, from the call to its loss. */
final class Cable {
    private static final Duration UNTIL_LOSS_SHOWS = Duration.ofSeconds(1);

    private final VirtualScheduler scheduler;
    private final Side caller;
    private final Side called;
    private final Runnable whenLost;
    private final OrderedWay there;
    private final OrderedWay back;
    private boolean cut;
    private boolean losesNext;

    /** One of the two. */
    private final class Side {
        final VirtualProcess process;
        LineTransport.@Nullable End end;

        Side(VirtualProcess process) {
            this.process = process;
        }

        void connect(Side other, OrderedWay way) {
            end = process.transport().connect(other.process.address(), new Direction(other, way));
        }

        void receive(byte[] packet) {
            process.loop()
                    .execute(
                            () -> {
                                if (end != null) {
                                    end.received(packet);
                                }
                            });
        }

        void lose(String why, Side other) {
            process.loop()
                    .execute(
                            () -> {
                                if (end != null) {
                                    end.cut(why);
                                } else if (this == caller) {
                                    process.transport().unreachable(other.process.address(), why);
                                }
                            });
        }
    }

    /** What one side sends. */
    private final class Direction implements LineTransport.Line {
        private final Side to;
        private final OrderedWay way;

        Direction(Side to, OrderedWay way) {
            this.to = to;
            this.way = way;
        }

        @Override
        public void send(byte[] packet, boolean data) {
            if (cut) {
                return;
            }
            if (data && losesNext) {
                losesNext = false;
                // A way that loses something does not stay: at the latest its end is noticed.
                scheduler.after(UNTIL_LOSS_SHOWS.toNanos(), () -> Cable.this.cut("it was lossy"));
                return;
            }
            way.send(() -> to.receive(packet));
        }

        @Override
        public void cut() {
            Cable.this.cut("it was closed");
        }
    }

    Cable(
            VirtualScheduler scheduler,
            VirtualProcess caller,
            VirtualProcess called,
            Runnable whenLost) {
        this.scheduler = scheduler;
        this.caller = new Side(caller);
        this.called = new Side(called);
        this.whenLost = whenLost;
        there = new OrderedWay(scheduler);
        back = new OrderedWay(scheduler);
    }

    /** Calls: the called side has a connection first. */
    void call(Duration patience) {
        there.send(() -> called.process.loop().execute(this::accept));
        scheduler.after(
                patience.toNanos(),
                () -> {
                    if (caller.end == null) {
                        cut("nobody answered");
                    }
                });
    }

    private void accept() {
        if (!cut) {
            called.connect(caller, back);
            back.send(() -> caller.process.loop().execute(this::answered));
        }
    }

    private void answered() {
        if (!cut) {
            caller.connect(called, there);
        }
    }

    boolean isOf(VirtualProcess process) {
        return caller.process == process || called.process == process;
    }

    boolean isOf(int member) {
        return caller.process.member() == member || called.process.member() == member;
    }

    /** As {@link OrderedWay#block}, both ways. */
    void block() {
        there.block();
        back.block();
    }

    void unblock() {
        there.unblock();
        back.unblock();
    }

    /** Loses the next part of a frame, and goes on for a while. */
    void loseOne() {
        losesNext = true;
    }

    /** Loses what is under way; both sides hear of it some time. */
    void cut(String why) {
        if (cut) {
            return;
        }
        cut = true;
        there.lose();
        back.lose();
        whenLost.run();
        hear(caller, called, why);
        hear(called, caller, why);
    }

    private void hear(Side side, Side other, String why) {
        scheduler.after(scheduler.choose(1_000_000), () -> side.lose(why, other));
    }
}
