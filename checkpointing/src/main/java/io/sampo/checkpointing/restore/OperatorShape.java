/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.core.id.OperatorId;

/**
 * An operator of the job that is to start.
 *
 * @param operator its identity
 * @param parallelism the number of its subtasks
 * @param maxParallelism the number of its key groups
 * @param stateful whether it can take state
 */
public record OperatorShape(
        OperatorId operator, int parallelism, int maxParallelism, boolean stateful) {}
