/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A job in a JVM with a heap of its own, which prints one line at its end. */
record MeasuredRun(Path directory, String heap, long minutes) {

    /** Runs the job and returns what it has printed. */
    Matcher of(Class<?> job, List<String> arguments, Pattern result)
            throws IOException, InterruptedException {
        Path printed = directory.resolve("printed");
        Path errors = directory.resolve("errors");
        Process process =
                ChildJvm.of(List.of(heap), job, arguments)
                        .redirectOutput(printed.toFile())
                        .redirectError(errors.toFile())
                        .start();
        try {
            assertThat(process.waitFor(minutes, TimeUnit.MINUTES)).as("in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        Matcher found = result.matcher(Files.readString(printed));
        assertThat(found.matches()).as(Files.readString(printed)).isTrue();
        return found;
    }
}
