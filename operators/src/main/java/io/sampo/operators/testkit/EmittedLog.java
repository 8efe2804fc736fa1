/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.OutputTag;
import java.util.ArrayList;
import java.util.List;

/** Keeps everything that is emitted, in order. */
final class EmittedLog<O> implements Output<O> {
    private final List<Emitted> all = new ArrayList<>();

    List<Emitted> all() {
        return all;
    }

    /** Returns the records, without those of side outputs. */
    @SuppressWarnings("unchecked") // nothing else is collected
    List<O> results() {
        List<O> records = new ArrayList<>();
        for (Emitted one : all) {
            if (one instanceof Emitted.Result result) {
                records.add((O) result.value());
            }
        }
        return records;
    }

    /** Returns the records of one side output. */
    @SuppressWarnings("unchecked") // the tag says so
    <X> List<X> sideOutput(OutputTag<X> tag) {
        List<X> records = new ArrayList<>();
        for (Emitted one : all) {
            if (one instanceof Emitted.Side side && side.tag().equals(tag.name())) {
                records.add((X) side.value());
            }
        }
        return records;
    }

    @Override
    public void collect(O record, long timestamp) {
        all.add(new Emitted.Result(record, timestamp));
    }

    @Override
    public <X> void collect(OutputTag<X> tag, X record, long timestamp) {
        all.add(new Emitted.Side(tag.name(), record, timestamp));
    }

    @Override
    public void watermark(long timestamp) {
        all.add(new Emitted.Mark(timestamp));
    }

    @Override
    public void status(WatermarkStatus status) {
        all.add(new Emitted.Activity(status));
    }
}
