/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

/**
 * A committable in a checkpoint.
 *
 * @param checkpointId the checkpoint before which it was made; it may be committed once that one,
 *     or a later one, is complete
 * @param committable as the writer gave it
 */
record StoredCommittable<C>(long checkpointId, C committable) {}
