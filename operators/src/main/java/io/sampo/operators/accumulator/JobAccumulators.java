/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The accumulators of all subtasks of one job in one process. For the engine. Thread-safe. */
public final class JobAccumulators {
    private final ConcurrentMap<String, List<Accumulator<?, ?>>> byName = new ConcurrentHashMap<>();

    /** Creates it for a job that has none yet. */
    public JobAccumulators() {}

    /**
     * Makes an accumulator known.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if one of another class has the name
     */
    public void add(String name, Accumulator<?, ?> added) {
        byName.merge(name, List.of(added), (known, one) -> joined(name, known, added));
    }

    private static List<Accumulator<?, ?>> joined(
            String name, List<Accumulator<?, ?>> known, Accumulator<?, ?> added) {
        if (known.get(0).getClass() != added.getClass()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Accumulators of one name are merged, so they must be of one class: name='"
                            + name
                            + "' first="
                            + known.get(0).getClass().getName()
                            + " second="
                            + added.getClass().getName()
                            + ". Use another name for one of them.");
        }
        List<Accumulator<?, ?>> all = new ArrayList<>(known);
        all.add(added);
        return all;
    }

    /** Forgets all: another attempt begins. */
    public void clear() {
        byName.clear();
    }

    /** Merges and returns the results by name, and forgets all; no subtask runs any more. */
    public Map<String, Object> takeResults() {
        Map<String, Object> results = new TreeMap<>();
        byName.forEach((name, all) -> results.put(name, merged(all)));
        byName.clear();
        return results;
    }

    @SuppressWarnings("unchecked") // they are of one class
    private static Object merged(List<Accumulator<?, ?>> all) {
        Accumulator<Object, Object> first = (Accumulator<Object, Object>) all.get(0);
        for (Accumulator<?, ?> other : all.subList(1, all.size())) {
            first.merge((Accumulator<Object, Object>) other);
        }
        return first.localValue();
    }
}
