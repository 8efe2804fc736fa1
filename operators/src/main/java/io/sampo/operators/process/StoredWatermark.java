/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.state.ListState;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.util.List;

/**
 * The watermark of an operator in its checkpoints, so that a record which was late before a failure
 * is late after it (SEMANTICS rule 20). Each subtask stores its own; the minimum over all is
 * restored, whatever the parallelism.
 */
public final class StoredWatermark {
    /** The list in the operator's state; an operator restored without it judges lateness anew. */
    public static final String NAME = "watermark";

    private final ListState<Long> list;
    private final long restored;

    /** Binds to the operator's state; to be created when the operator opens. */
    public StoredWatermark(OperatorContext context) {
        list = context.operatorState().list(NAME, TypeInfo.of(Long.class), Distribution.UNION);
        restored = lowest(list.get());
    }

    private static long lowest(Iterable<Long> watermarks) {
        long lowest = Long.MAX_VALUE;
        boolean any = false;
        for (long watermark : watermarks) {
            lowest = Math.min(lowest, watermark);
            any = true;
        }
        return any ? lowest : Long.MIN_VALUE;
    }

    /** Returns the watermark to go on from, {@code Long.MIN_VALUE} at a new start. */
    public long restored() {
        return restored;
    }

    /** Puts the watermark into the state; to be called for every snapshot. */
    public void store(long watermark) {
        list.update(List.of(watermark));
    }
}
