/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.state.ListState;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watermarks of key groups in checkpoints. When one is taken, subtasks may be at different times,
 * for example if inputs were idle; after a restore all go on from the lowest. Keys that come from a
 * subtask that was ahead have seen more: what was late for them is late, and what has fired does
 * not fire again (SEMANTICS rule 20). So watermarks are stored for ranges of key groups, too.
 */
final class KeyGroupWatermarks {
    private final KeyedStateBackend<Object> backend;
    private final int maxParallelism;
    private final ListState<Range> stored;

    /** By key group, in the order of those owned here; null once the watermark has passed all. */
    private long @Nullable [] ahead;

    /** The keys of these key groups have seen this watermark. */
    record Range(int first, int last, long watermark) {}

    /**
     * Binds to the operator's state; to be created when the operator opens.
     *
     * @param watermark from which the subtask goes on
     */
    KeyGroupWatermarks(OperatorContext context, long watermark) {
        backend = context.keyedState();
        maxParallelism = context.maxParallelism();
        stored =
                context.operatorState()
                        .list("key-group-watermarks", TypeInfo.of(Range.class), Distribution.UNION);
        long[] restored = new long[backend.keyGroups().size()];
        Arrays.fill(restored, Long.MIN_VALUE);
        int first = backend.keyGroups().first();
        for (Range range : stored.get()) {
            int from = Math.max(range.first - first, 0);
            int to = Math.min(range.last - first + 1, restored.length);
            for (int i = from; i < to; i++) {
                restored[i] = range.watermark;
            }
        }
        ahead = restored;
        advanced(watermark);
    }

    /**
     * Returns what the current key has seen before the restore; {@code Long.MIN_VALUE} if the
     * subtask's own watermark is not behind that of any key.
     */
    long ofCurrentKey() {
        long[] known = ahead;
        return known == null
                ? Long.MIN_VALUE
                : known[
                        KeyGroups.ofHash(backend.currentKeyHash(), maxParallelism)
                                - backend.keyGroups().first()];
    }

    /** All is done that was due at a watermark. */
    void advanced(long watermark) {
        if (ahead != null && Arrays.stream(ahead).allMatch(seen -> seen <= watermark)) {
            ahead = null;
        }
    }

    /** Puts them into the operator's state; to be called for every snapshot. */
    void store(long watermark) {
        List<Range> ranges = new ArrayList<>();
        int first = backend.keyGroups().first();
        int size = backend.keyGroups().size();
        for (int begin = 0, end = 1; begin < size; begin = end, end = begin + 1) {
            long seen = seen(begin, watermark);
            while (end < size && seen(end, watermark) == seen) {
                end++;
            }
            ranges.add(new Range(first + begin, first + end - 1, seen));
        }
        stored.update(ranges);
    }

    private long seen(int segment, long watermark) {
        return ahead == null ? watermark : Math.max(watermark, ahead[segment]);
    }
}
