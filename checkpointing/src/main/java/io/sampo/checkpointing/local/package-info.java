/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Second copies of checkpoints, on the node whose subtasks took them. A subtask that is restored
 * where it was before finds its files there; what is not there, or is not what the handle says,
 * comes from where checkpoints are kept. {@link io.sampo.checkpointing.local.LocalCopies} is what
 * others use. Nothing depends on the copies: they may be deleted at any time.
 */
@NullMarked
package io.sampo.checkpointing.local;

import org.jspecify.annotations.NullMarked;
