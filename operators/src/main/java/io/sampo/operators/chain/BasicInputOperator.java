/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * An operator that remembers its surroundings, and passes watermarks and status on unchanged.
 *
 * @param <O> type of the output
 */
public abstract class BasicInputOperator<O> implements InputOperator<O> {
    private @Nullable OperatorContext context;

    /** Where to emit; set when the operator is opened. A plain field, for the hot path. */
    protected @Nullable Output<O> output;

    @Override
    public void open(OperatorContext operatorContext, Output<O> operatorOutput) throws Exception {
        context = operatorContext;
        output = operatorOutput;
    }

    /** Returns the surroundings; only after {@link #open}. */
    protected final OperatorContext context() {
        if (context == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return context;
    }

    /** Returns where to emit; only after {@link #open}. */
    protected final Output<O> output() {
        if (output == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return output;
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        output().watermark(timestamp);
    }

    @Override
    public void status(WatermarkStatus status) throws Exception {
        output().status(status);
    }
}
