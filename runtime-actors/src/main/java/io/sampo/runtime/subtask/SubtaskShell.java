/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.Clock;
import io.sampo.core.type.Serialization;
import io.sampo.operators.graph.JobVertex;
import io.sampo.runtime.exchange.Doorbell;
import io.sampo.runtime.exchange.OutputPressure;
import io.sampo.runtime.node.JobCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What belongs to one subtask in one attempt, and its operators and channels share. */
public final class SubtaskShell {
    private final SubtaskId id;
    private final JobVertex vertex;
    private final int attempt;
    private final SubtaskServices services;
    private final Serialization serialization;
    private final ParkedWait wait;
    private final TimedWait creditWait;
    private final SubtaskBell bell;
    private final OutputPressure pressure;
    private final ProcessingTimers timers;
    private final Mail mail;
    private final JobCode code;

    /**
     * What waits for a time to come knows the subtask through this alone, and not beyond its end.
     */
    private final AtomicReference<@Nullable SubtaskShell> sleeper = new AtomicReference<>();

    private volatile boolean sourceMayHaveInput = true;
    private Runnable splitRequest = () -> {};
    private LongConsumer watermarkReport = timestamp -> {};

    /** Creates the surroundings of a subtask that does not run yet. */
    public SubtaskShell(SubtaskId id, JobVertex vertex, int attempt, SubtaskServices services) {
        this.id = id;
        this.vertex = vertex;
        this.attempt = attempt;
        this.services = services;
        this.wait = new ParkedWait(services.parking());
        this.bell = new SubtaskBell(wait);
        this.creditWait = new TimedWait(wait, services.clock());
        this.pressure = new OutputPressure(creditWait);
        this.serialization = services.serialization().create();
        this.timers = new ProcessingTimers(services.clock(), services.wakeTimer(), bell::ring);
        this.mail = new Mail(bell::ring);
        this.code = new JobCode(services.serialization().classLoader());
        sleeper.set(this);
    }

    /** Returns which subtask this is. */
    public SubtaskId id() {
        return id;
    }

    /** Returns the chain that it runs. */
    public JobVertex vertex() {
        return vertex;
    }

    /** Returns the attempt of the job. */
    public int attempt() {
        return attempt;
    }

    /** Returns what all subtasks share. */
    public SubtaskServices services() {
        return services;
    }

    /** Returns what wakes this subtask. */
    public Doorbell doorbell() {
        return bell;
    }

    /** Returns the count of its channels that wait for credit. */
    public OutputPressure pressure() {
        return pressure;
    }

    /** Returns the subtask's serializers. */
    public Serialization serialization() {
        return serialization;
    }

    /** Makes a wait for credit, now or later, end with an exception. Called from any thread. */
    public void cancelWaits() {
        wait.cancel();
    }

    /** Returns where the subtask's thread enters the job's code. */
    JobCode code() {
        return code;
    }

    /** Makes the subtask's work seen. */
    SubtaskFigures figures() {
        return new SubtaskFigures(
                metricsOf(vertex.id()), services.clock(), creditWait, vertex.source() != null);
    }

    SubtaskBell bell() {
        return bell;
    }

    ProcessingTimers timers() {
        return timers;
    }

    Mail mail() {
        return mail;
    }

    void wakeUp() {
        sourceMayHaveInput = true;
        bell.ring();
    }

    void wakeUpAfter(long nanos) {
        AtomicReference<@Nullable SubtaskShell> self = sleeper;
        services.wakeTimer()
                .after(
                        nanos,
                        () -> {
                            SubtaskShell shell = self.get();
                            if (shell != null) {
                                shell.wakeUp();
                            }
                        });
    }

    /** Stands still for a while, or until waits are cancelled, which ends with an exception. */
    void pause(Duration duration) {
        Clock clock = services.clock();
        long end = clock.nanoTime() + duration.toNanos();
        Runnable cancelWake = services.wakeTimer().after(duration.toNanos(), wait::signal);
        try {
            wait.await(() -> clock.nanoTime() - end >= 0);
        } finally {
            cancelWake.run();
        }
    }

    /** Nothing wakes the subtask any more. */
    void silence() {
        timers.silence();
        sleeper.set(null);
    }

    /** Returns whether a source was woken since the last call. */
    boolean takeSourceWakeUp() {
        if (!sourceMayHaveInput) {
            return false;
        }
        sourceMayHaveInput = false;
        return true;
    }

    boolean hasSourceWakeUp() {
        return sourceMayHaveInput;
    }

    void onSplitRequest(Runnable request) {
        splitRequest = request;
    }

    void requestSplit() {
        splitRequest.run();
    }

    void onWatermarkReport(LongConsumer report) {
        watermarkReport = report;
    }

    void reportWatermark(long timestamp) {
        watermarkReport.accept(timestamp);
    }

    MetricGroup metricsOf(OperatorId operator) {
        return services.metrics()
                .group(new MetricScope(services.jobName(), operator.name(), id.index()));
    }
}
