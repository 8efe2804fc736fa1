/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a chain the outputs that leave its subtask. */
@FunctionalInterface
public interface NetworkOutputs {
    /**
     * Returns one output for each edge that leaves an operator, none if no other chain reads it.
     * Such an output takes what it needs of a mutable record before {@link Output#collect} returns,
     * so that the record may change afterwards; and it ignores what is collected with a tag.
     *
     * @param operatorIndex place of the operator in its chain
     * @param sideOutput the side output that is read; null for the main one
     */
    List<Output<Object>> of(int operatorIndex, @Nullable String sideOutput);
}
