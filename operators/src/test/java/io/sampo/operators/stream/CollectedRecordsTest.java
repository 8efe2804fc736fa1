/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.sink.CollectedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CollectedRecordsTest {
    private final FakeJob job = new FakeJob();
    private final StreamEnvironment env = StreamEnvironment.create(ConfigFactory.load(), job);

    private DataStream<String> stream() {
        return env.fromElements("x");
    }

    private static CollectedBatch<String> batch(String id, String... records) {
        return new CollectedBatch<>(id, List.of(records));
    }

    @Test
    void collectsAllRecordsOfAJob() {
        job.early.add(batch("", "a", "b"));
        job.early.add(batch("", "b"));
        job.finish();

        assertThat(stream().executeAndCollect()).containsExactly("a", "b", "b");
        assertThat(job.cancelled).isFalse();
        assertThat(job.submitted.get(0).vertices())
                .as("one chain, which keeps the order")
                .singleElement()
                .satisfies(
                        vertex ->
                                assertThat(vertex.operators().get(1).id().name())
                                        .isEqualTo("collect"));
    }

    @Test
    void aBatchThatComesAgainIsSeenOnce() {
        job.early.add(batch("1/0/1", "a"));
        job.early.add(batch("1/0/1", "a"));
        job.early.add(batch("1/0/2", "a"));
        job.finish();

        assertThat(stream().executeAndCollect()).containsExactly("a", "a");
    }

    @Test
    void aLimitCancelsTheJob() {
        job.early.add(batch("", "a", "b", "c"));

        assertThat(stream().executeAndCollect(2)).containsExactly("a", "b");
        assertThat(job.cancelled).isTrue();
    }

    @Test
    void aFailureComesBehindTheRecords() {
        job.early.add(batch("", "a"));
        StreamException failure = new StreamException(ErrorCode.BAD_RECORD, "line 7");
        job.result.completeExceptionally(failure);

        try (CollectedRecords<String> records = stream().collectAsync("job")) {
            assertThat(records.next()).isEqualTo("a");
            assertThatThrownBy(records::hasNext).isSameAs(failure);
        }
        assertThat(job.cancelled).isFalse();
    }

    @Test
    void moreBatchesThanRoomMayComeBeforeAnybodyListens() {
        for (int i = 0; i < 5000; i++) {
            job.early.add(batch("", "r" + i));
        }
        job.finish();

        assertThat(stream().executeAndCollect()).hasSize(5000).endsWith("r4999");
    }

    @Test
    void theSinkWaitsForTheProgram() throws Exception {
        List<String> taken = new ArrayList<>();
        try (CollectedRecords<String> records = stream().collectAsync("job")) {
            CompletableFuture<Void> sender =
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 3000; i++) {
                                    job.send(batch("", "r" + i));
                                }
                                job.finish();
                            });
            while (records.hasNext()) {
                taken.add(records.next());
            }
            sender.get(30, TimeUnit.SECONDS);
        }

        assertThat(taken).hasSize(3000).startsWith("r0").endsWith("r2999");
    }

    @Test
    void closingLetsAWaitingSinkGo() throws Exception {
        CollectedRecords<String> records = stream().collectAsync("job");
        CompletableFuture<Void> sender =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 3000; i++) {
                                job.send(batch("", "r" + i));
                            }
                        });
        assertThat(records.next()).isEqualTo("r0");

        records.close();

        sender.get(30, TimeUnit.SECONDS);
        assertThat(job.cancelled).isTrue();
    }

    @Test
    void thereIsNothingBehindTheEnd() {
        job.finish();

        try (CollectedRecords<String> records = stream().collectAsync("job")) {
            assertThat(records.hasNext()).isFalse();
            assertThatThrownBy(records::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("The job has ended: job=job");
            assertThat(records.client()).isSameAs(job);
        }
    }
}
