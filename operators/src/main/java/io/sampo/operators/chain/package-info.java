/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the runtime drives: operators, joined by direct calls into chains. No threads, no actors and no
 * checkpoint protocol in here. Start with {@link io.sampo.operators.chain.OneInputOperator}.
 */
@NullMarked
package io.sampo.operators.chain;

import org.jspecify.annotations.NullMarked;
