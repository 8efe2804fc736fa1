/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import io.sampo.state.snapshot.OperatorStateHandle.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deals the lists of operator state out to the subtasks (SEMANTICS rules 6 and 7): divided lists
 * stay as they were if the parallelism did, else their elements go round robin over the subtasks;
 * united lists go to every subtask; of broadcast lists each subtask gets one copy.
 */
final class OperatorStateRedistribution {
    private final OperatorId operator;
    private final List<OperatorStateHandle> old;
    private final int parallelism;
    private final List<Map<String, Listing>> dealt = new ArrayList<>();

    /** Where the next divided element goes; kept from list to list, so that the load is even. */
    private int next;

    private OperatorStateRedistribution(
            OperatorId operator, List<OperatorStateHandle> old, int parallelism) {
        this.operator = operator;
        this.old = old;
        this.parallelism = parallelism;
        for (int i = 0; i < parallelism; i++) {
            dealt.add(new LinkedHashMap<>());
        }
    }

    /** Returns the operator state of each of the new subtasks. */
    static List<OperatorStateHandle> redistribute(
            OperatorId operator, List<OperatorStateHandle> old, int parallelism) {
        return new OperatorStateRedistribution(operator, old, parallelism).run();
    }

    private List<OperatorStateHandle> run() {
        distributions()
                .forEach(
                        (name, distribution) -> {
                            switch (distribution) {
                                case SPLIT -> split(name);
                                case UNION -> union(name);
                                case BROADCAST -> broadcast(name);
                            }
                        });
        return dealt.stream()
                .map(
                        lists ->
                                lists.isEmpty()
                                        ? OperatorStateHandle.EMPTY
                                        : new OperatorStateHandle(lists))
                .toList();
    }

    /** The lists by name, sorted so that the result does not depend on the order of a map. */
    private Map<String, Distribution> distributions() {
        Map<String, Distribution> distributions = new TreeMap<>();
        for (OperatorStateHandle handle : old) {
            handle.lists()
                    .forEach(
                            (name, list) -> {
                                Distribution other =
                                        distributions.putIfAbsent(name, list.distribution());
                                if (other != null && other != list.distribution()) {
                                    throw contradiction(name, other, list.distribution());
                                }
                            });
        }
        return distributions;
    }

    private StreamException contradiction(String name, Distribution one, Distribution other) {
        return new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "The subtasks stored one list of operator state in two ways: operator="
                        + operator
                        + " list="
                        + name
                        + " distributions="
                        + one
                        + ","
                        + other
                        + ". Use the same descriptor in all subtasks, and start from an earlier"
                        + " checkpoint.");
    }

    private void split(String name) {
        if (parallelism == old.size()) {
            for (int i = 0; i < parallelism; i++) {
                put(i, name, Distribution.SPLIT, elements(old.get(i), name));
            }
            return;
        }
        List<List<byte[]>> hands = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            hands.add(new ArrayList<>());
        }
        for (OperatorStateHandle handle : old) {
            for (byte[] element : elements(handle, name)) {
                hands.get(next).add(element);
                next = (next + 1) % parallelism;
            }
        }
        for (int i = 0; i < parallelism; i++) {
            put(i, name, Distribution.SPLIT, hands.get(i));
        }
    }

    private void union(String name) {
        List<byte[]> all = new ArrayList<>();
        for (OperatorStateHandle handle : old) {
            all.addAll(elements(handle, name));
        }
        for (int i = 0; i < parallelism; i++) {
            put(i, name, Distribution.UNION, all);
        }
    }

    /** Those there were read their own; those that are new read the copies there are, in turn. */
    private void broadcast(String name) {
        List<Listing> copies = new ArrayList<>();
        for (OperatorStateHandle handle : old) {
            Listing copy = handle.lists().get(name);
            if (copy != null) {
                copies.add(copy);
            }
        }
        for (int i = 0; i < parallelism; i++) {
            Listing own = i < old.size() ? old.get(i).lists().get(name) : null;
            Listing copy = own != null ? own : copies.get(i % copies.size());
            put(i, name, Distribution.BROADCAST, copy.elements());
        }
    }

    private void put(int subtask, String name, Distribution distribution, List<byte[]> elements) {
        dealt.get(subtask).put(name, new Listing(distribution, List.copyOf(elements)));
    }

    private static List<byte[]> elements(OperatorStateHandle handle, String name) {
        Listing list = handle.lists().get(name);
        return list == null ? List.of() : list.elements();
    }
}
