/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import com.typesafe.config.Config;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.Clock;
import io.sampo.core.type.Serialization;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.job.DistributedCache;
import io.sampo.runtime.node.SubtaskPool;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.OperatorStateBackend;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The surroundings of one operator: its own state, and what the whole subtask shares. */
final class OperatorScope implements OperatorContext {
    private final ChainedOperator operator;
    private final SubtaskShell shell;
    private final OperatorStateBackend operatorState;
    private final @Nullable KeyedStateBackend<Object> keyedState;
    private final boolean restored;
    private final MetricGroup metrics;

    OperatorScope(
            ChainedOperator operator,
            SubtaskShell shell,
            OperatorStateBackend operatorState,
            @Nullable KeyedStateBackend<Object> keyedState,
            boolean restored) {
        this.operator = operator;
        this.shell = shell;
        this.operatorState = operatorState;
        this.keyedState = keyedState;
        this.restored = restored;
        this.metrics = shell.metricsOf(operator.id());
    }

    @Override
    public OperatorId operator() {
        return operator.id();
    }

    @Override
    public int subtaskIndex() {
        return shell.id().index();
    }

    @Override
    public int parallelism() {
        return vertex().parallelism();
    }

    @Override
    public int maxParallelism() {
        return vertex().maxParallelism();
    }

    private JobVertex vertex() {
        return shell.vertex();
    }

    @Override
    public int attempt() {
        return shell.attempt();
    }

    @Override
    public Config settings() {
        return shell.services().settings();
    }

    @Override
    public Clock clock() {
        return shell.services().clock();
    }

    @Override
    public KeyedStateBackend<Object> keyedState() {
        if (keyedState == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Keyed state is there only on a keyed stream: operator="
                            + operator.id()
                            + ". Call keyBy before it.");
        }
        return keyedState;
    }

    @Override
    public OperatorStateBackend operatorState() {
        return operatorState;
    }

    @Override
    public Serialization serialization() {
        return shell.serialization();
    }

    @Override
    public MetricGroup metrics() {
        return metrics;
    }

    @Override
    public JobAccumulators accumulators() {
        return shell.services().accumulators();
    }

    @Override
    public DistributedCache distributedCache() {
        return shell.services().cachedFiles();
    }

    @Override
    public boolean checkpointingEnabled() {
        return shell.services().durableCheckpoints();
    }

    @Override
    public boolean isRestored() {
        return restored;
    }

    @Override
    public Cancellable schedule(long timeMillis, ProcessingTimeCallback callback) {
        return shell.timers().schedule(timeMillis, time -> call(callback, time));
    }

    private void call(ProcessingTimeCallback callback, long timeMillis) {
        try {
            callback.onTime(timeMillis);
        } catch (StreamException e) {
            throw e;
        } catch (Exception e) {
            throw new StreamException(
                    ErrorCode.USER_FUNCTION,
                    "A function failed: operator="
                            + operator.id()
                            + " subtask="
                            + subtaskIndex()
                            + " phase=call at time "
                            + timeMillis
                            + " cause="
                            + StreamException.withoutFullStop(e)
                            + ". Mend the function.",
                    e);
        }
    }

    @Override
    public Executor subtaskExecutor() {
        return shell.mail();
    }

    @Override
    public Executor ioExecutor() {
        return shell.services().ioExecutor();
    }

    @Override
    public void wakeUp() {
        shell.wakeUp();
    }

    @Override
    public void wakeUpAfter(long nanos) {
        shell.wakeUpAfter(nanos);
    }

    @Override
    public void requestSplit() {
        shell.requestSplit();
    }

    @Override
    public void reportWatermark(long timestamp) {
        shell.reportWatermark(timestamp);
    }

    @Override
    public <T> T blocking(Callable<T> work) throws Exception {
        return SubtaskPool.blocking(work);
    }

    @Override
    public void pause(Duration duration) {
        shell.pause(duration);
    }

    @Override
    public FileStore files() {
        return shell.services().files();
    }

    @Override
    public void sendToClient(String channel, Object value) {
        try {
            SubtaskPool.blocking(
                    () -> {
                        shell.services().client().accept(channel, value);
                        return Boolean.TRUE;
                    });
        } catch (Exception e) {
            throw new StreamException(
                    ErrorCode.USER_FUNCTION,
                    "The program that started the job failed to take a value: channel=" + channel,
                    e);
        }
    }
}
