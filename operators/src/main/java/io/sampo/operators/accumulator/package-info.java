/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Results on the side: what the functions of a job add up, told with the job's result. Start with
 * {@link io.sampo.operators.accumulator.Accumulator}. An accumulator is confined to the thread of
 * the subtask that added it, until the job has ended.
 */
@NullMarked
package io.sampo.operators.accumulator;

import org.jspecify.annotations.NullMarked;
