/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * W7: whole processes that run a job of 1,000 words, from their start to their end; the engines
 * take turns.
 */
final class StartRuns {
    private static final int STARTS = 5;
    private static final String ARCHIVE = "classes.jsa";

    private final MeasuringTask task;
    private final List<Peer> peers;
    private final Duration limit;
    private final Turns turns;

    /** Creates them for a workload of start-up. */
    StartRuns(MeasuringTask task, List<Peer> peers, Duration limit, Turns turns) {
        this.task = task;
        this.peers = peers;
        this.limit = limit;
        this.turns = turns;
    }

    /** How a process is started; not at all, if what it needs could not be made. */
    private record Way(
            String classPath, List<String> options, @Nullable EngineFailedException failure) {}

    void measure(int round) throws IOException, InterruptedException {
        List<JarredClassPath> classPaths = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        try {
            List<Way> ways = new ArrayList<>();
            for (Peer peer : peers) {
                JarredClassPath classPath = new JarredClassPath(peer.classPath());
                classPaths.add(classPath);
                if (task.workload() == Workload.W7_ARCHIVE) {
                    Path directory = Files.createTempDirectory("sampo-cds");
                    directories.add(directory);
                    ways.add(archived(peer, classPath.value(), directory.resolve(ARCHIVE)));
                } else {
                    ways.add(new Way(classPath.value(), List.of(), null));
                }
            }
            for (int i = 1; i <= STARTS; i++) {
                for (int k = 0; k < peers.size(); k++) {
                    measure(peers.get(k), ways.get(k), round, i);
                }
            }
        } finally {
            classPaths.forEach(JarredClassPath::close);
            for (Path directory : directories) {
                Files.deleteIfExists(directory.resolve(ARCHIVE));
                Files.deleteIfExists(directory);
            }
        }
    }

    private void measure(Peer peer, Way way, int round, int start)
            throws IOException, InterruptedException {
        try {
            if (way.failure != null) {
                throw way.failure;
            }
            turns.take(start(peer, way.classPath, way.options).number("rep", start));
        } catch (EngineFailedException failure) {
            turns.failed(peer, task, "round=" + round + " start=" + start, 0, failure);
        }
    }

    private JsonLine start(Peer peer, String classPath, List<String> options)
            throws IOException, InterruptedException {
        return new EngineRun(peer, task, limit).start(classPath, options);
    }

    /** Makes an archive of the classes that a run needs, for the starts that are measured. */
    private Way archived(Peer peer, String classPath, Path archive)
            throws IOException, InterruptedException {
        List<String> use = List.of("-XX:SharedArchiveFile=" + archive);
        try {
            start(
                    peer,
                    classPath,
                    List.of(
                            "-XX:ArchiveClassesAtExit=" + archive,
                            "-Xlog:cds=off",
                            "-Xlog:cds+dynamic=off"));
            return new Way(classPath, use, null);
        } catch (EngineFailedException failure) {
            return new Way(classPath, use, failure);
        }
    }
}
