/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.testkit;

import io.sampo.operators.function.OutputTag;
import io.sampo.operators.source.SourceOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a reader emits. */
public final class RecordedOutput<T> implements SourceOutput<T> {
    private final List<T> records = new ArrayList<>();
    private final List<Object> sideRecords = new ArrayList<>();
    private final Map<String, Boolean> openSplits = new LinkedHashMap<>();

    /** Returns all records so far. */
    public List<T> records() {
        return records;
    }

    /** Returns all records of side outputs so far. */
    public List<Object> sideRecords() {
        return sideRecords;
    }

    /** Returns the splits that have not been released, and whether each is caught up. */
    public Map<String, Boolean> openSplits() {
        return openSplits;
    }

    @Override
    public SplitOutput<T> forSplit(String splitId) {
        openSplits.putIfAbsent(splitId, false);
        return new SplitOutput<>() {
            @Override
            public void collect(T record) {
                records.add(record);
            }

            @Override
            public void collect(T record, long timestamp) {
                records.add(record);
            }

            @Override
            public <X> void collect(OutputTag<X> tag, X record) {
                sideRecords.add(record);
            }

            @Override
            public void caughtUp(boolean atEnd) {
                openSplits.put(splitId, atEnd);
            }
        };
    }

    @Override
    public void releaseSplit(String splitId) {
        openSplits.remove(splitId);
    }
}
