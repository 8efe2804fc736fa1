/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link KilledProcess}, seen from the test. Its standard input is held open: when the test's
 * process ends, however, this one does too.
 */
final class Child implements AutoCloseable {
    /** Of a process that SIGKILL has ended, or that has halted as if. */
    static final int KILLED = 137;

    private static final int TAIL_BYTES = 6000;

    private final Process process;
    private final KilledRun.Places places;

    private Child(Process process, KilledRun.Places places) {
        this.process = process;
        this.places = places;
    }

    static Child start(KilledRun run, KilledRun.Places places) throws IOException {
        Files.createDirectories(places.scratch());
        Files.deleteIfExists(places.note());
        List<String> options = new ArrayList<>(ChildJvm.SHORT_LIVED);
        options.addAll(List.of("-Xmx256m", "-Djava.io.tmpdir=" + places.scratch()));
        List<String> arguments = new ArrayList<>(List.of(places.root().toString()));
        arguments.addAll(run.toArguments());
        File log = places.log().toFile();
        Process process =
                ChildJvm.of(options, KilledProcess.class, arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        return new Child(process, places);
    }

    /** Returns whether the process ends within a time. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Sends SIGKILL and returns the exit code. */
    int kill() throws InterruptedException {
        process.destroyForcibly();
        return process.waitFor();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Returns the end of what the processes of the job have printed so far. */
    String tail() {
        byte[] log = FileStore.local().readAll(places.log());
        int start = Math.max(0, log.length - TAIL_BYTES);
        return new String(log, start, log.length - start, StandardCharsets.UTF_8);
    }

    /** Ends the process if it runs, and removes its temporary files, which it could not itself. */
    @Override
    public void close() throws InterruptedException {
        kill();
        FileStore.local().deleteRecursively(places.scratch());
    }
}
