/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.testkit.HandMadeJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCatalogTest {
    @TempDir private Path directory;

    private JobCatalog catalog() {
        return new JobCatalog(FileStore.local(), directory.resolve("jobs"));
    }

    private static StoredJob job(String name) {
        return StoredJob.fresh(
                new JobSubmission(
                        HandMadeJobs.counting(name, 10, 2, 2, HandMadeJobs.settings("")),
                        List.of("hash"),
                        5));
    }

    @Test
    void jobsAreThereForTheNextDirectory() {
        for (String name : List.of("window sums", "window/sums", "../../sums", "Summen für Köln")) {
            catalog().store(job(name));
        }

        assertThat(catalog().load())
                .extracting(stored -> stored.summary().name())
                .containsExactlyInAnyOrder(
                        "window sums", "window/sums", "../../sums", "Summen für Köln");
        assertThat(catalog().load())
                .allSatisfy(
                        stored -> {
                            assertThat(stored.summary().status()).isEqualTo(JobStatus.STARTING);
                            assertThat(stored.submission().jars()).containsExactly("hash");
                        });
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        catalog().store(job("job"));
        Path file = directory.resolve("jobs").resolve("job.job");
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        assertThatThrownBy(() -> catalog().load())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("checksum");
    }
}
