/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen.testkit;

import io.sampo.operators.function.OutputTag;
import io.sampo.operators.source.SourceOutput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps what a reader emits. */
public final class RecordedOutput<T> implements SourceOutput<T> {
    private final List<T> records = new ArrayList<>();
    private final List<Long> timestamps = new ArrayList<>();
    private final Set<String> openSplits = new LinkedHashSet<>();

    /** Returns all records so far. */
    public List<T> records() {
        return records;
    }

    /** Returns the timestamps of the records that have one. */
    public List<Long> timestamps() {
        return timestamps;
    }

    /** Returns the splits that have not been released. */
    public Set<String> openSplits() {
        return openSplits;
    }

    @Override
    public SplitOutput<T> forSplit(String splitId) {
        openSplits.add(splitId);
        return new SplitOutput<>() {
            @Override
            public void collect(T record) {
                records.add(record);
            }

            @Override
            public void collect(T record, long timestamp) {
                records.add(record);
                timestamps.add(timestamp);
            }

            @Override
            public <X> void collect(OutputTag<X> tag, X record) {
                throw new AssertionError("nothing goes to side outputs");
            }

            @Override
            public void caughtUp(boolean atEnd) {
                throw new AssertionError("splits are never idle");
            }
        };
    }

    @Override
    public void releaseSplit(String splitId) {
        openSplits.remove(splitId);
    }
}
