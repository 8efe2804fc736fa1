/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.Clock;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.sink.SinkContext;

/** What a sink sees of its subtask. */
record SubtaskSinkContext(OperatorContext operator) implements SinkContext {
    @Override
    public String operatorName() {
        return operator.operator().name();
    }

    @Override
    public int subtaskIndex() {
        return operator.subtaskIndex();
    }

    @Override
    public int parallelism() {
        return operator.parallelism();
    }

    @Override
    public int attempt() {
        return operator.attempt();
    }

    @Override
    public boolean isRestored() {
        return operator.isRestored();
    }

    @Override
    public boolean checkpointingEnabled() {
        return operator.checkpointingEnabled();
    }

    @Override
    public Clock clock() {
        return operator.clock();
    }

    @Override
    public OperatorContext.Cancellable schedule(
            long timeMillis, OperatorContext.ProcessingTimeCallback callback) {
        return operator.schedule(timeMillis, callback);
    }

    @Override
    public void sendToClient(String channel, Object value) {
        operator.sendToClient(channel, value);
    }

    @Override
    public MetricGroup metrics() {
        return operator.metrics();
    }
}
