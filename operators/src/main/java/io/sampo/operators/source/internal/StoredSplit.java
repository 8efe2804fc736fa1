/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

/**
 * A split in a checkpoint.
 *
 * @param split as its reader gave it
 * @param watermark the last one that came of it
 * @param idle whether it had been read to its end and was silent
 */
record StoredSplit<S>(S split, long watermark, boolean idle) {}
