/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.core.time.Clock;
import io.sampo.core.type.KeyType;
import io.sampo.operators.function.KeyedStateFunction;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;

/** Visits the state of all keys of a subtask, one key group after the other. */
final class AllKeys<K> {
    private final KeyedStateBackend<Object> backend;
    private final KeyedStates states;

    AllKeys(KeyedStateBackend<Object> backend, Clock clock) {
        this.backend = backend;
        this.states = KeyedStates.of(backend, clock);
    }

    /** Leaves no key current. */
    @SuppressWarnings("unchecked") // the keys of this stream
    <S extends State> void visit(StateDescriptor<S> descriptor, KeyedStateFunction<K, S> function)
            throws Exception {
        S state = states.state(descriptor);
        KeyGroupRange groups = backend.keyGroups();
        try {
            for (int group = groups.first(); group <= groups.last(); group++) {
                for (Object key : backend.keys(descriptor.name(), group)) {
                    int hash = KeyGroups.hash(KeyType.<Object>of(key.getClass()), key);
                    backend.setCurrentKey(key, hash);
                    function.process((K) key, state);
                }
            }
        } finally {
            backend.clearCurrentKey();
        }
    }
}
