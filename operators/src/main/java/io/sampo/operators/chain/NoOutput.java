/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.function.OutputTag;

/** The output of an operator that nothing reads, such as a sink. */
enum NoOutput implements Output<Object> {
    INSTANCE;

    @Override
    public void collect(Object record, long timestamp) {}

    @Override
    public <X> void collect(OutputTag<X> tag, X record, long timestamp) {}

    @Override
    public void watermark(long timestamp) {}

    @Override
    public void status(WatermarkStatus status) {}
}
