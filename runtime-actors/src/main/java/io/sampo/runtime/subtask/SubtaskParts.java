/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.operators.chain.OperatorChain;
import io.sampo.state.backend.KeyedStateBackend;
import org.jspecify.annotations.Nullable;

/**
 * What a subtask is made of.
 *
 * @param chain its operators
 * @param outputs its outgoing edges
 * @param input its incoming channels; none for a source
 * @param headKeyedState the keyed state of the head, if it is keyed
 * @param sorted takes what comes by sorted channels; null if there are none
 * @param finishedBefore whether the restored checkpoint is from after the end of its data
 */
record SubtaskParts(
        OperatorChain chain,
        SubtaskOutputs outputs,
        SubtaskInput input,
        @Nullable KeyedStateBackend<Object> headKeyedState,
        @Nullable SortedInput sorted,
        boolean finishedBefore) {}
