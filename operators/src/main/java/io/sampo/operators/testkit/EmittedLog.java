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
