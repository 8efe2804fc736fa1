/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The contract of sources: an enumerator that finds and assigns splits, readers that read them. Start
 * with {@link io.sampo.operators.source.Source}.
 */
@NullMarked
package io.sampo.operators.source;

import org.jspecify.annotations.NullMarked;
