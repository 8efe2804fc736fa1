/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket.testkit;

import io.sampo.operators.function.OutputTag;
import io.sampo.operators.source.SourceOutput;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a reader emits. */
public final class RecordedOutput implements SourceOutput<String> {
    private final List<String> records = new ArrayList<>();
    private final List<Boolean> caughtUp = new ArrayList<>();

    /** Returns all records so far. */
    public List<String> records() {
        return records;
    }

    /** Returns what the reader said about its split, in order. */
    public List<Boolean> caughtUp() {
        return caughtUp;
    }

    @Override
    public SplitOutput<String> forSplit(String splitId) {
        return new SplitOutput<>() {
            @Override
            public void collect(String record) {
                records.add(record);
            }

            @Override
            public void collect(String record, long timestamp) {
                throw new AssertionError("lines have no timestamps");
            }

            @Override
            public <X> void collect(OutputTag<X> tag, X record) {
                throw new AssertionError("nothing goes to side outputs");
            }

            @Override
            public void caughtUp(boolean atEnd) {
                caughtUp.add(atEnd);
            }
        };
    }

    @Override
    public void releaseSplit(String splitId) {
        throw new AssertionError("a socket never ends");
    }
}
