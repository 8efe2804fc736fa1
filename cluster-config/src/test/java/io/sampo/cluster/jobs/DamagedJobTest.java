/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster one of whose jobs cannot be read. */
class DamagedJobTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    /** It is better not to answer than to say that there are no jobs. */
    @Test
    void noJobIsSaidToBeUnknownUntilAllAreRead() throws Exception {
        Path jobs = directory.resolve("shared").resolve("_cluster").resolve("jobs");
        Files.createDirectories(jobs);
        Path damaged = Files.writeString(jobs.resolve("broken.job"), "this is no job at all");
        try (NodesInProcess nodes = new NodesInProcess(directory)) {
            nodes.start(1);
            CompletableFuture<Integer> listed =
                    CompletableFuture.supplyAsync(() -> nodes.client().jobs().size());

            await().atMost(LIMIT)
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(
                                                    () ->
                                                            nodes.client()
                                                                    .carryOut(
                                                                            ClusterClient.Request
                                                                                    .CANCEL,
                                                                            "broken"))
                                            .hasMessageContaining("cannot be read")
                                            .hasMessageContaining(damaged.toString()));
            assertThat(listed).isNotDone();
            Files.delete(damaged);

            assertThat(listed.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        }
    }
}
