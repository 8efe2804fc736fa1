/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** Names of jobs' parts. Plain values without behaviour; equal by content, safe to send. */
@NullMarked
package io.sampo.core.id;

import org.jspecify.annotations.NullMarked;
