/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.OtherProcess;
import io.sampo.runtime.testkit.TestJobs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one job. */
class ProcessTest {
    @TempDir private Path directory;

    @BeforeEach
    @AfterEach
    void reset() {
        EverythingJob.reset();
    }

    private StreamEnvironment env() {
        return TestJobs.env(TestJobs.checkpoints(directory, "20ms"));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aJobOfAnotherProcessIsRefusedAndTakenOverWhenThatIsKilled() throws Exception {
        Process other =
                ChildJvm.of(List.of("-Xmx256m"), OtherProcess.class, List.of(directory.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8))) {
            String line = output.readLine();
            while (line != null && !line.equals(OtherProcess.READY)) {
                line = output.readLine();
            }
            assertThat(line).as("the other process runs the job").isNotNull();
            assertThatThrownBy(
                            () ->
                                    EverythingJob.write(env(), OtherProcess.numbers())
                                            .executeAsync(OtherProcess.JOB))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.HELD_BY_OTHER))
                    .hasMessageContaining(Long.toString(other.pid()));
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();

        Numbers rest = OtherProcess.numbers();
        JobClient job = EverythingJob.write(env(), rest).executeAsync(OtherProcess.JOB);
        TestJobs.finish(job);

        assertThat(job.progress().recordsRead())
                .as("goes on from a checkpoint")
                .isLessThan(rest.count());
        assertThat(EverythingJob.RESTORED).hasValue(2);
        assertThat(EverythingJob.COMMITTED)
                .hasSize(100)
                .allSatisfy(
                        (key, count) ->
                                assertThat(count).as("key=%d", key).isEqualTo(rest.count() / 100));
    }
}
