/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileLockTest {
    private final FileStore store = FileStore.local();

    @TempDir Path directory;

    /** Another process: takes the lock, says so, and keeps it until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            FileLock held = FileStore.local().lock(Path.of(arguments[0]), "job 'other'");
            System.out.println("held");
            if (System.in.read() < 0) {
                held.close();
            }
        }
    }

    @Test
    void oneHolderInTheProcess() {
        Path file = directory.resolve("deep/lock");
        FileLock first = store.lock(file, "job 'count'");

        assertHeld(file, "purpose=job 'count'");
        // the failed attempt has not freed it
        assertHeld(file, "pid=" + ProcessHandle.current().pid());

        first.close();
        first.close();
        FileLock second = store.lock(file, "job 'count'");
        first.close();
        assertHeld(file, "purpose=job 'count'");
        second.close();
    }

    @Test
    void theSameFileByAnotherNameIsHeldToo() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), real);
        try (FileLock held = store.lock(real.resolve("lock"), "job 'count'")) {
            assertThat(held).isNotNull();
            assertHeld(alias.resolve("lock"), "job 'count'");
        }
    }

    @Test
    void theFileSaysWhoHoldsIt() throws IOException {
        Path file = directory.resolve("lock");
        Files.writeString(file, "x".repeat(1000));
        try (FileLock held = store.lock(file, "job 'count'")) {
            assertThat(held).isNotNull();
            // read by another process: this one would lose its lock by closing the file
            assertThat(readInAnotherProcess(file))
                    .startsWith("pid=" + ProcessHandle.current().pid() + " started=")
                    .endsWith("purpose=job 'count'");
        }
    }

    private static String readInAnotherProcess(Path file) throws IOException {
        Process cat = new ProcessBuilder("cat", file.toString()).start();
        return new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anotherProcessIsNamedAndItsDeathFreesTheLock() throws Exception {
        Path file = directory.resolve("lock");
        Process other =
                ChildJvm.of(List.of("-Xmx64m"), Holder.class, List.of(file.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("held");

            assertHeld(file, "pid=" + other.pid());
            assertHeld(file, "purpose=job 'other'");
        } finally {
            other.destroyForcibly();
            other.waitFor();
        }
        try (FileLock own = store.lock(file, "job 'count'")) {
            assertThat(own).isNotNull();
        }
    }

    private void assertHeld(Path file, String word) {
        assertThatThrownBy(() -> store.lock(file, "job 'mine'"))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.HELD_BY_OTHER))
                .hasMessageContaining("the lock of job 'mine'")
                .hasMessageContaining("lockFile=")
                .hasMessageContaining(word)
                .hasMessageContaining("Stop that holder first");
    }
}
