/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.function.OutputTag;
import java.util.Map;

/** The output of an operator of which side outputs are read. */
final class RoutedOutput implements Output<Object> {
    private final Output<Object> main;
    private final Map<String, Output<Object>> sides;

    RoutedOutput(Output<Object> main, Map<String, Output<Object>> sides) {
        this.main = main;
        this.sides = sides;
    }

    @Override
    public void collect(Object record, long timestamp) {
        main.collect(record, timestamp);
    }

    @Override
    public <X> void collect(OutputTag<X> tag, X record, long timestamp) {
        Output<Object> side = sides.get(tag.name());
        if (side != null) {
            side.collect(record, timestamp);
        }
    }

    @Override
    public void watermark(long timestamp) {
        main.watermark(timestamp);
        for (Output<Object> side : sides.values()) {
            side.watermark(timestamp);
        }
    }

    @Override
    public void status(WatermarkStatus status) {
        main.status(status);
        for (Output<Object> side : sides.values()) {
            side.status(status);
        }
    }
}
