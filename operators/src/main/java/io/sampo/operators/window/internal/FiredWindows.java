/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

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
 * Up to where windows have fired whose slices are kept. It is one time for all keys, but after a
 * restore with another parallelism: then some key groups come from subtasks that were ahead of
 * others, and those windows must not fire again. So it is stored for ranges of key groups.
 */
final class FiredWindows {
    private final KeyedStateBackend<Object> backend;
    private final int maxParallelism;
    private final ListState<Range> stored;
    private long everywhere = Long.MIN_VALUE;

    /** By key group, for those that are ahead; null once none is. */
    private long @Nullable [] ahead;

    /** Windows whose last timestamp is at most {@code until} have fired in these key groups. */
    record Range(int first, int last, long until) {}

    /** Binds to the operator's state; to be created when the operator opens. */
    FiredWindows(OperatorContext context) {
        backend = context.keyedState();
        maxParallelism = context.maxParallelism();
        stored =
                context.operatorState()
                        .list("windows-fired", TypeInfo.of(Range.class), Distribution.UNION);
        long[] restored = new long[backend.keyGroups().size()];
        Arrays.fill(restored, Long.MIN_VALUE);
        for (Range range : stored.get()) {
            for (int i = 0; i < restored.length; i++) {
                int keyGroup = backend.keyGroups().first() + i;
                if (keyGroup >= range.first && keyGroup <= range.last) {
                    restored[i] = range.until;
                }
            }
        }
        ahead = restored;
    }

    /** Windows up to a timestamp have fired for all keys, or have nothing to fire. */
    void settle(long timestamp) {
        everywhere = timestamp;
        if (ahead != null && Arrays.stream(ahead).allMatch(until -> until <= timestamp)) {
            ahead = null;
        }
    }

    /** Returns up to where they have fired for all keys. */
    long everywhere() {
        return everywhere;
    }

    /** Returns whether a window has fired for the current key alone, and not for all keys. */
    boolean hasFired(long maxTimestamp) {
        return ahead != null && maxTimestamp <= ahead[segment()];
    }

    @SuppressWarnings("NullAway") // asked while some are ahead
    private int segment() {
        return KeyGroups.ofHash(backend.currentKeyHash(), maxParallelism)
                - backend.keyGroups().first();
    }

    /**
     * Puts it into the operator's state; to be called for every snapshot.
     *
     * @param any whether there are slices: without, nothing that is stored can fire again
     */
    void store(boolean any) {
        List<Range> ranges = new ArrayList<>();
        int first = backend.keyGroups().first();
        int size = any ? backend.keyGroups().size() : 0;
        for (int begin = 0, end = 1; begin < size; begin = end, end = begin + 1) {
            while (end < size && until(end) == until(begin)) {
                end++;
            }
            ranges.add(new Range(first + begin, first + end - 1, until(begin)));
        }
        stored.update(ranges);
    }

    private long until(int segment) {
        return ahead == null ? everywhere : Math.max(everywhere, ahead[segment]);
    }
}
