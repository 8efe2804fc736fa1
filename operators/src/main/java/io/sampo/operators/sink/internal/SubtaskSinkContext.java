/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.Clock;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.sink.SharedState;
import io.sampo.operators.sink.SinkContext;
import io.sampo.state.ListState;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
    public Duration commitDelay() {
        return CommitSettings.from(operator.settings()).longestDelay();
    }

    @Override
    public <S> SharedState<S> sharedState(String name, Class<S> type) {
        ListState<S> list =
                operator.operatorState()
                        .list("shared/" + name, TypeInfo.of(type), Distribution.UNION);
        List<S> restored = new ArrayList<>();
        list.get().forEach(restored::add);
        return new SharedState<>() {
            @Override
            public List<S> restored() {
                return restored;
            }

            @Override
            public void store(List<S> own) {
                list.update(own);
            }
        };
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
    public FileStore files() {
        return operator.files();
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
