/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

/** A resumable piece of a source. Serialized with the job's state, so best a record. */
public interface SourceSplit {
    /** Returns a name that is unique in the source and stays the same as the split is read. */
    String splitId();
}
