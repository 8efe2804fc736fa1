/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.function.OutputTag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each record to several consumers. Those of other chains come first and take what they need;
 * then each operator of the chain gets a copy, but the last the record itself: none can see what
 * another changes.
 */
final class FanOut implements Output<Object> {
    private final Output<Object>[] network;
    private final Output<Object>[] chained;
    private final @Nullable ValueSerializer<Object> copier;

    /**
     * Joins outputs.
     *
     * @param copier copies what is mutable; null if the job promises that nothing is
     */
    FanOut(
            List<Output<Object>> network,
            List<Output<Object>> chained,
            @Nullable ValueSerializer<Object> copier) {
        this.network = asArray(network);
        this.chained = asArray(chained);
        this.copier = copier;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static Output<Object>[] asArray(List<Output<Object>> outputs) {
        return outputs.toArray(new Output[0]);
    }

    @Override
    public void collect(Object record, long timestamp) {
        for (Output<Object> output : network) {
            output.collect(record, timestamp);
        }
        int last = chained.length - 1;
        if (last < 0) {
            return;
        }
        ValueSerializer<Object> copies = copier;
        for (int i = 0; i < last; i++) {
            chained[i].collect(copies == null ? record : copies.copy(record), timestamp);
        }
        chained[last].collect(record, timestamp);
    }

    @Override
    public <X> void collect(OutputTag<X> tag, X record, long timestamp) {
        // Nobody reads it, else the operator before would have a RoutedOutput.
    }

    @Override
    public void watermark(long timestamp) {
        for (Output<Object> output : network) {
            output.watermark(timestamp);
        }
        for (Output<Object> output : chained) {
            output.watermark(timestamp);
        }
    }

    @Override
    public void status(WatermarkStatus status) {
        for (Output<Object> output : network) {
            output.status(status);
        }
        for (Output<Object> output : chained) {
            output.status(status);
        }
    }
}
