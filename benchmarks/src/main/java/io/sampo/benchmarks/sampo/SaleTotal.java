/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.SaleEvents.Sale;
import io.sampo.core.function.AggregateFunction;

/** What the sales of a shop add up to. */
public final class SaleTotal implements AggregateFunction<Sale, Long, Long> {
    private static final long serialVersionUID = 1L;

    /** Creates one. */
    public SaleTotal() {}

    @Override
    public Long createAccumulator() {
        return 0L;
    }

    @Override
    public Long add(Sale sale, Long total) {
        return total + sale.amount();
    }

    @Override
    public Long getResult(Long total) {
        return total;
    }

    @Override
    public Long merge(Long left, Long right) {
        return left + right;
    }
}
