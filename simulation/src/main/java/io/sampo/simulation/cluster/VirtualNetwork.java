/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What is between the members: ways for the messages of actors, and connections for frames. */
final class VirtualNetwork implements Stage.Between {
    private static final Duration CALL = Duration.ofMillis(500);

    private final VirtualScheduler scheduler;
    private final IntPredicate reachable;
    private final Function<NodeAddress, @Nullable VirtualProcess> processes;
    private final Map<Integer, Map<Integer, OrderedWay>> messages = new TreeMap<>();
    private final List<Cable> cables = new ArrayList<>();

    /** How many things cut a member off at the moment. */
    private final Map<Integer, Integer> apart = new TreeMap<>();

    /** How many things hold up what a member's actors send. */
    private final Map<Integer, Integer> slow = new TreeMap<>();

    /** How many things lose what a member's actors send and are sent. */
    private final Map<Integer, Integer> lossy = new TreeMap<>();

    /** How many messages of each member were lost. */
    private final Map<Integer, Integer> lost = new TreeMap<>();

    /**
     * Creates a network without connections.
     *
     * @param reachable whether a member hears anything
     * @param processes who has an address at the moment
     */
    VirtualNetwork(
            VirtualScheduler scheduler,
            IntPredicate reachable,
            Function<NodeAddress, @Nullable VirtualProcess> processes) {
        this.scheduler = scheduler;
        this.reachable = reachable;
        this.processes = processes;
    }

    @Override
    public void pass(int from, int to, Runnable arrival) {
        if (isLost(from) || isLost(to)) {
            return;
        }
        if (reachable.test(from) && reachable.test(to)) {
            way(from, to)
                    .send(
                            () -> {
                                if (reachable.test(to)) {
                                    arrival.run();
                                }
                            });
        }
    }

    private OrderedWay way(int from, int to) {
        return messages.computeIfAbsent(from, any -> new TreeMap<>())
                .computeIfAbsent(
                        to,
                        any -> {
                            OrderedWay made = new OrderedWay(scheduler);
                            int blocks = blocks(from) + blocks(to) + slow.getOrDefault(from, 0);
                            for (int i = 0; i < blocks; i++) {
                                made.block();
                            }
                            return made;
                        });
    }

    private int blocks(int member) {
        return apart.getOrDefault(member, 0);
    }

    /** Calls another process, as {@link io.sampo.runtime.network.LineTransport} asks for it. */
    void call(VirtualProcess caller, NodeAddress address) {
        VirtualProcess called = processes.apply(address);
        if (called == null) {
            scheduler.after(
                    scheduler.choose((int) CALL.toNanos()),
                    () -> caller.transport().unreachable(address, "nobody is there"));
            return;
        }
        Cable[] made = new Cable[1];
        made[0] = new Cable(scheduler, caller, called, () -> cables.remove(made[0]));
        cables.add(made[0]);
        for (int i = 0; i < blocks(caller.member()) + blocks(called.member()); i++) {
            made[0].block();
        }
        made[0].call(CALL);
    }

    /** Cuts all connections of a process. */
    void lose(VirtualProcess process) {
        for (Cable cable : List.copyOf(cables)) {
            if (cable.isOf(process)) {
                cable.cut("the other process died");
            }
        }
    }

    /** Returns one of the connections, null if there is none. */
    @Nullable Cable cable(int choice) {
        return cables.isEmpty() ? null : cables.get(choice % cables.size());
    }

    /** Lets nothing through to and from a member, and nothing be lost by that. */
    void part(int member) {
        apart.merge(member, 1, Integer::sum);
        ways(member).forEach(OrderedWay::block);
        for (Cable cable : cables) {
            if (cable.isOf(member)) {
                cable.block();
            }
        }
    }

    boolean isApart(int member) {
        return blocks(member) > 0;
    }

    /** Ends one {@link #part}. */
    void join(int member) {
        apart.merge(member, -1, Integer::sum);
        ways(member).forEach(OrderedWay::unblock);
        for (Cable cable : cables) {
            if (cable.isOf(member)) {
                cable.unblock();
            }
        }
    }

    /** Holds up what the actors of a member send, but not its connections. */
    void holdUp(int member) {
        slow.merge(member, 1, Integer::sum);
        waysFrom(member).forEach(OrderedWay::block);
    }

    /** Ends one {@link #holdUp}. */
    void letGo(int member) {
        slow.merge(member, -1, Integer::sum);
        waysFrom(member).forEach(OrderedWay::unblock);
    }

    /** Loses what is under way to and from a member's actors, and what they send from now on. */
    void loseMessages(int member) {
        lossy.merge(member, 1, Integer::sum);
        for (OrderedWay way : ways(member)) {
            lost.merge(member, way.size(), Integer::sum);
            way.lose();
        }
    }

    private boolean isLost(int member) {
        boolean loses = lossy.getOrDefault(member, 0) > 0;
        if (loses) {
            lost.merge(member, 1, Integer::sum);
        }
        return loses;
    }

    /** Ends one {@link #loseMessages}, and returns how many have been lost since the first. */
    int keepMessages(int member) {
        lossy.merge(member, -1, Integer::sum);
        return lost.getOrDefault(member, 0);
    }

    private List<OrderedWay> waysFrom(int member) {
        return List.copyOf(messages.getOrDefault(member, Map.of()).values());
    }

    /** Lets everything through from now on. */
    void open() {
        for (int member : apart.keySet()) {
            while (isApart(member)) {
                join(member);
            }
        }
        for (int member : slow.keySet()) {
            while (slow.getOrDefault(member, 0) > 0) {
                letGo(member);
            }
        }
        lossy.clear();
    }

    private List<OrderedWay> ways(int member) {
        List<OrderedWay> all = new ArrayList<>();
        messages.forEach(
                (from, ways) ->
                        ways.forEach(
                                (to, way) -> {
                                    if (from == member || to == member) {
                                        all.add(way);
                                    }
                                }));
        return all;
    }

    /** Returns whether no message is under way. */
    boolean isQuiet() {
        return messages.values().stream()
                .allMatch(ways -> ways.values().stream().allMatch(OrderedWay::isEmpty));
    }
}
