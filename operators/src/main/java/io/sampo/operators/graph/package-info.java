/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * A job as data: what the runtime is given. Start with {@link io.sampo.operators.graph.JobGraph}.
 */
@NullMarked
package io.sampo.operators.graph;

import org.jspecify.annotations.NullMarked;
