/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.graph.JobGraph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An executor and the one job that it runs, which does what the test says. */
final class FakeJob implements JobExecutor, JobClient {
    final List<JobGraph> submitted = new ArrayList<>();
    final List<Object> early = new ArrayList<>();
    final CompletableFuture<JobResult> result = new CompletableFuture<>();
    boolean cancelled;
    private Consumer<Object> listener = early::add;

    @Override
    public JobClient submit(JobGraph graph, ClassLoader classLoader) {
        submitted.add(graph);
        return this;
    }

    @Override
    public RestoreReport restoreDryRun(JobGraph graph, ClassLoader classLoader, Path from) {
        return new RestoreReport(graph.name(), from, "stored", List.of(), List.of());
    }

    void send(Object value) {
        listener.accept(value);
    }

    void finish() {
        result.complete(
                new JobResult("job", Duration.ZERO, 1, Map.of(), Map.of(), Optional.empty()));
    }

    @Override
    public String jobName() {
        return "job";
    }

    @Override
    public JobStatus status() {
        return JobStatus.RUNNING;
    }

    @Override
    public JobProgress progress() {
        return new JobProgress(0, Long.MIN_VALUE, 0, -1, 1);
    }

    @Override
    public CompletableFuture<JobResult> result() {
        return result.copy();
    }

    @Override
    public CompletableFuture<Void> cancel() {
        cancelled = true;
        result.completeExceptionally(new StreamException(ErrorCode.CANCELLED, "cancelled"));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Path> savepoint() {
        throw new UnsupportedOperationException("Not part of these tests");
    }

    @Override
    public CompletableFuture<Path> stopWithSavepoint(boolean drain) {
        throw new UnsupportedOperationException("Not part of these tests");
    }

    @Override
    public void subscribe(String channel, Consumer<Object> newListener) {
        early.forEach(newListener);
        listener = newListener;
    }
}
