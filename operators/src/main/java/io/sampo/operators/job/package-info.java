/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Programs that the launcher finds by name, their arguments, and what a program says of how its jobs
 * run. Start with {@link io.sampo.operators.job.StreamProgram}.
 */
@NullMarked
package io.sampo.operators.job;

import org.jspecify.annotations.NullMarked;
