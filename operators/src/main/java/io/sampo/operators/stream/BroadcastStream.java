/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.graph.Upstream;
import java.util.List;
import java.util.Set;

/**
 * A stream that every subtask of the next operator gets all of, to be kept in broadcast state there
 * (SEMANTICS rule 45). Made by {@link DataStream#broadcast( io.sampo.state.StateDescriptor.Mapping,
 * io.sampo.state.StateDescriptor.Mapping[])}, and given to {@code connect} of the stream that reads
 * the state.
 *
 * @param <T> type of the records
 */
public final class BroadcastStream<T> {
    private final DataStream<T> stream;
    private final Set<String> states;

    BroadcastStream(DataStream<T> stream, Set<String> states) {
        this.stream = stream;
        this.states = states;
    }

    StreamEnvironment env() {
        return stream.env();
    }

    List<Upstream> upstreams() {
        return stream.upstreams();
    }

    /** Returns the names of its states. */
    Set<String> states() {
        return states;
    }
}
