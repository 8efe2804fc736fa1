/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** How long a job on a cluster stands still when one of its nodes is killed. */
@NullMarked
package io.sampo.benchmarks.recovery;

import org.jspecify.annotations.NullMarked;
