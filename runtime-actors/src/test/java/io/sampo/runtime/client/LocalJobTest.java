/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class LocalJobTest {
    private final ManualClock clock = new ManualClock(1000);
    private final MetricRegistry metrics = new MetricRegistry();
    private final LocalJob job =
            new LocalJob("job", metrics, new JobAccumulators(), clock, Runnable::run);

    private MetricGroup source(int subtask) {
        return metrics.group(new MetricScope("job", new OperatorId("source").name(), subtask));
    }

    @Test
    void valuesThatCameBeforeTheListenerComeFirst() {
        List<Object> heard = new ArrayList<>();
        job.accept("a", 1);
        job.accept("a", 2);
        job.accept("b", 9);
        job.subscribe("a", heard::add);
        job.accept("a", 3);

        assertThat(heard).containsExactly(1, 2, 3);
    }

    @Test
    void whatNobodyListensToDoesNotFillTheMemory() {
        List<Object> heard = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            job.accept("a", i);
        }
        job.subscribe("a", heard::add);

        assertThat(heard).hasSize(100_000).startsWith(0, 1, 2);
    }

    @Test
    void progressIsThatOfAllSources() {
        source(0).counter("recordsRead").add(3);
        source(1).counter("recordsRead").add(4);
        source(0).gauge("sourceWatermark", () -> 20);
        source(1).gauge("sourceWatermark", () -> 10);
        job.statusChanged(JobStatus.RUNNING, 2);
        job.checkpointCompleted(7, clock.currentTimeMillis());
        clock.advance(Duration.ofMillis(30));

        assertThat(job.progress().recordsRead()).isEqualTo(7);
        assertThat(job.progress().watermark()).isEqualTo(10);
        assertThat(job.progress().lastCheckpointId()).isEqualTo(7);
        assertThat(job.progress().lastCheckpointAgeMillis()).isEqualTo(30);
        assertThat(job.progress().attempt()).isEqualTo(2);
    }

    @Test
    void theResultCountsAndTheMetricsAreForgotten() {
        source(0).counter("recordsRead").add(3);
        source(1).counter("recordsRead").add(4);
        clock.advance(Duration.ofSeconds(5));
        job.finished(Optional.empty());
        JobResult result = job.result().join();

        assertThat(result.counters()).containsEntry("source/recordsRead", 7L);
        assertThat(result.runTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(metrics.snapshot()).isEmpty();
        assertThat(job.progress().recordsRead()).as("after the end").isEqualTo(7);
    }

    @Test
    void afterTheEndNothingWaitsForAnAnswer() {
        job.ended(JobStatus.FAILED, new StreamException(ErrorCode.USER_FUNCTION, "own"));

        assertThat(job.cancel()).isCompleted();
        assertThatThrownBy(() -> job.savepoint().join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> job.result().join()).hasMessageContaining("own");
    }
}
