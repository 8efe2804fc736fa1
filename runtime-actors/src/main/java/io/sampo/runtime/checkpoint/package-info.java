/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Carries out what the checkpoint coordinator decides. {@link
 * io.sampo.runtime.checkpoint.CheckpointActor} is the thin actor around it, {@link
 * io.sampo.runtime.checkpoint.JobCheckpoints} the part that blocks on storage.
 */
@NullMarked
package io.sampo.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
