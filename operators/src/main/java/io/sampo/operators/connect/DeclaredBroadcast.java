/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.state.BroadcastState;
import io.sampo.state.StateDescriptor;
import java.util.Set;

/** The broadcast state of one operator, of those names only that the program gave. */
final class DeclaredBroadcast {
    private final OperatorContext operator;
    private final Set<String> names;

    DeclaredBroadcast(OperatorContext operator, Set<String> names) {
        this.operator = operator;
        this.names = names;
    }

    <K, V> BroadcastState<K, V> get(StateDescriptor.Mapping<K, V> descriptor) {
        if (!names.contains(descriptor.name())) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "There is no broadcast state of that name: operator="
                            + operator.operator()
                            + " state="
                            + descriptor.name()
                            + " declared="
                            + names
                            + ". Give its descriptor to broadcast(...), too.");
        }
        return operator.operatorState().broadcast(descriptor);
    }
}
