/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Checksums;
import io.sampo.core.io.FileStore;
import io.sampo.state.backend.BackendContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The local directories of the keyed backends of a process: {@code <operator>-<index>-a<attempt>}.
 * An earlier attempt that still runs for some milliseconds keeps its own. Thread-safe.
 */
final class WorkDirectories {
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int MAX_NAME = 80;

    private final FileStore files;
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();

    WorkDirectories(FileStore files) {
        this.files = files;
    }

    /**
     * Makes a directory, empty, and deletes those that earlier attempts have left.
     *
     * @throws StreamException with {@code INTERNAL} if it is in use
     */
    WorkDirectory take(BackendContext context) {
        String prefix = nameOf(context.operator().name()) + "-" + context.subtaskIndex() + "-a";
        Path directory = context.workDirectory().resolve(prefix + context.attempt());
        if (!inUse.add(directory)) {
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "The state of a subtask is opened twice in one attempt: operator="
                            + context.operator()
                            + " subtask="
                            + context.subtaskIndex()
                            + " attempt="
                            + context.attempt());
        }
        WorkDirectory taken = new WorkDirectory(files, directory, () -> inUse.remove(directory));
        boolean made = false;
        try {
            deleteLeftovers(prefix, directory, context);
            files.createDirectories(directory);
            made = true;
            return taken;
        } finally {
            if (!made) {
                inUse.remove(directory);
            }
        }
    }

    private void deleteLeftovers(String prefix, Path directory, BackendContext context) {
        Pattern sameSubtask = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,9})");
        for (Path other : files.list(context.workDirectory())) {
            Matcher name = sameSubtask.matcher(other.getFileName().toString());
            if (name.matches()
                    && Integer.parseInt(name.group(1)) <= context.attempt()
                    && (other.equals(directory) || !inUse.contains(other))) {
                files.deleteRecursively(other);
            }
        }
    }

    /** Returns a name that every file system takes, and that no other operator's becomes. */
    private static String nameOf(String operator) {
        String fit = UNFIT.matcher(operator).replaceAll("_");
        if (fit.equals(operator) && fit.length() <= MAX_NAME) {
            return fit;
        }
        String shortened = fit.substring(0, Math.min(fit.length(), MAX_NAME));
        return shortened + "-" + Checksums.of(operator.getBytes(StandardCharsets.UTF_8));
    }
}
