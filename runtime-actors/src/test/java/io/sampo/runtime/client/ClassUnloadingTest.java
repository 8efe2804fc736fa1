/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.testkit.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine outlives a job, and holds nothing of it: no thread, no timer, no static, no
 * thread-local.
 */
class ClassUnloadingTest {
    @TempDir private Path directory;

    /**
     * In a process without compilers: those of OpenJDK 17 were seen to keep a JNI handle on the
     * loader of what they had compiled, for good and with empty queues.
     */
    @Test
    void theClassesOfAJobCanBeCollectedWhenItHasEnded() throws Exception {
        Process process =
                ChildJvm.of(
                                List.of("-Xint", "-Xmx1g", "-Djava.io.tmpdir=" + directory),
                                ClassUnloadingProcess.class,
                                List.of(directory.toString()))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines()).as(said).contains(ClassUnloadingProcess.COLLECTED);
    }
}
