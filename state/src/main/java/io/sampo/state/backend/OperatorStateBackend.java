/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.BroadcastState;
import io.sampo.state.ListState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import io.sampo.state.snapshot.OperatorStateHandle.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The operator (not keyed) state of one operator in one subtask: named lists, and broadcast state,
 * in memory. Meant for small state, such as splits, committables and rules: a snapshot serializes
 * it on the subtask's thread.
 */
public final class OperatorStateBackend {
    /** The engine has lists of its own, which must not meet the names that users choose. */
    private static final String BROADCAST_PREFIX = "broadcast/";

    private final OperatorId operator;
    private final Serialization serialization;
    private final Map<String, Listing> unbound;
    private final int subtaskIndex;
    private final Map<String, MemoryList<?>> lists = new LinkedHashMap<>();
    private final Map<String, BroadcastMap<?, ?>> broadcast = new LinkedHashMap<>();

    /**
     * Creates the state from what was restored, {@link OperatorStateHandle#EMPTY} at a new start.
     *
     * @param subtaskIndex which subtask of the operator it is
     */
    public OperatorStateBackend(
            OperatorId operator,
            int subtaskIndex,
            Serialization serialization,
            OperatorStateHandle restored) {
        this.subtaskIndex = subtaskIndex;
        this.operator = operator;
        this.serialization = serialization;
        this.unbound = new LinkedHashMap<>(restored.lists());
    }

    /**
     * Returns the list of that name with its restored elements.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the name is taken, {@code
     *     STATE_INCOMPATIBLE} if the restored list is dealt out in another way or cannot be read
     */
    public <T> ListState<T> list(String name, TypeInfo<T> type, Distribution distribution) {
        if (lists.containsKey(name)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Operator state is declared twice: operator="
                            + operator
                            + " state="
                            + name
                            + ". Give one of them another name.");
        }
        String place = "operator state '" + name + "' of operator '" + operator + "'";
        MemoryList<T> list = new MemoryList<>(serialization.forState(type, place), distribution);
        restored(name, distribution).forEach(list::restore);
        lists.put(name, list);
        return list;
    }

    /**
     * Returns the broadcast state of that name with its restored entries; at each further call the
     * same. Names of lists and of broadcast state are apart.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the name is in use for other types,
     *     or the keys are of an unfit type; {@code STATE_INCOMPATIBLE} if what was restored cannot
     *     be read
     */
    @SuppressWarnings("unchecked") // made for an equal descriptor
    public <K, V> BroadcastState<K, V> broadcast(StateDescriptor.Mapping<K, V> descriptor) {
        BroadcastMap<?, ?> known = broadcast.get(descriptor.name());
        if (known == null) {
            return bind(descriptor);
        }
        if (!known.descriptor().equals(descriptor)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Two broadcast states of one operator have the same name: operator="
                            + operator
                            + " first="
                            + known.descriptor()
                            + " second="
                            + descriptor
                            + ". Give one of them another name.");
        }
        return (BroadcastState<K, V>) known;
    }

    private <K, V> BroadcastMap<K, V> bind(StateDescriptor.Mapping<K, V> descriptor) {
        String place = "broadcast state '" + descriptor.name() + "' of operator '" + operator + "'";
        BroadcastMap<K, V> map =
                new BroadcastMap<>(
                        descriptor, serialization.forState(descriptor.valueType(), place));
        restored(BROADCAST_PREFIX + descriptor.name(), Distribution.BROADCAST)
                .forEach(map::restore);
        broadcast.put(descriptor.name(), map);
        return map;
    }

    private List<byte[]> restored(String name, Distribution distribution) {
        Listing restored = unbound.remove(name);
        if (restored == null) {
            return List.of();
        }
        if (restored.distribution() != distribution) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The restored list is dealt out in another way: operator="
                            + operator
                            + " state="
                            + name
                            + " restored="
                            + restored.distribution()
                            + " program="
                            + distribution
                            + ". Keep it as it was, or give the new one another name.");
        }
        return restored.elements();
    }

    /**
     * Returns all lists and broadcast state, serialized, with those restored lists that nobody
     * asked for. One that all subtasks have got whole is kept by the first only, else it would grow
     * with each restore.
     */
    public OperatorStateHandle snapshot() {
        Map<String, Listing> all = new LinkedHashMap<>(unbound);
        all.values()
                .removeIf(list -> subtaskIndex > 0 && list.distribution() == Distribution.UNION);
        lists.forEach((name, list) -> all.put(name, list.snapshot()));
        broadcast.forEach(
                (name, map) ->
                        all.put(
                                BROADCAST_PREFIX + name,
                                new Listing(Distribution.BROADCAST, map.write())));
        return new OperatorStateHandle(all);
    }

    private static final class MemoryList<T> implements ListState<T> {
        private final ValueSerializer<T> serializer;
        private final Distribution distribution;
        private final List<T> elements = new ArrayList<>();

        MemoryList(ValueSerializer<T> serializer, Distribution distribution) {
            this.serializer = serializer;
            this.distribution = distribution;
        }

        void restore(byte[] element) {
            T value = serializer.read(new BinaryInput(element));
            if (value != null) {
                elements.add(value);
            }
        }

        Listing snapshot() {
            List<byte[]> written = new ArrayList<>(elements.size());
            BinaryOutput target = new BinaryOutput();
            for (T element : elements) {
                target.clear();
                serializer.write(element, target);
                written.add(target.toByteArray());
            }
            return new Listing(distribution, written);
        }

        @Override
        public Iterable<T> get() {
            return elements;
        }

        @Override
        public void add(T element) {
            elements.add(element);
        }

        @Override
        public void addAll(List<T> more) {
            elements.addAll(more);
        }

        @Override
        public void update(List<T> replacement) {
            List<T> copy = new ArrayList<>(replacement);
            elements.clear();
            elements.addAll(copy);
        }

        @Override
        public void clear() {
            elements.clear();
        }
    }
}
