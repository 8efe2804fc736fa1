/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What one subtask does: turns over its input, barriers, snapshots, timers. {@link
 * io.sampo.runtime.subtask.SubtaskTurn} is a plain object that runs in any thread, one at a time;
 * {@link io.sampo.runtime.subtask.SubtaskActor} is the thin actor that gives it one.
 */
@NullMarked
package io.sampo.runtime.subtask;

import org.jspecify.annotations.NullMarked;
