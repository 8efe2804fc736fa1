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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * W7: whole processes that run a job of 1,000 words, from their start to their end; the engines
 * take turns.
 */
final class StartRuns {
    private static final int STARTS = 5;
    private static final String ARCHIVE = "classes.jsa";

    private final MeasuringTask task;
    private final List<Peer> peers;

    /** Creates them for a workload of start-up. */
    StartRuns(MeasuringTask task, List<Peer> peers) {
        this.task = task;
        this.peers = peers;
    }

    void measure(Consumer<JsonLine> results) throws IOException, InterruptedException {
        List<JarredClassPath> classPaths = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        try {
            for (Peer peer : peers) {
                classPaths.add(new JarredClassPath(peer.classPath()));
            }
            List<List<String>> options = new ArrayList<>();
            for (int k = 0; k < peers.size(); k++) {
                if (task.workload() == Workload.W7_ARCHIVE) {
                    Path directory = Files.createTempDirectory("sampo-cds");
                    directories.add(directory);
                    options.add(
                            archived(
                                    peers.get(k),
                                    classPaths.get(k).value(),
                                    directory.resolve(ARCHIVE)));
                } else {
                    options.add(List.of());
                }
            }
            for (int i = 1; i <= STARTS; i++) {
                for (int k = 0; k < peers.size(); k++) {
                    results.accept(
                            new EngineRun(peers.get(k), task)
                                    .start(classPaths.get(k).value(), options.get(k))
                                    .number("rep", i));
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

    /** Makes an archive of the classes that a run needs, and returns the option to use it. */
    private List<String> archived(Peer peer, String classPath, Path archive)
            throws IOException, InterruptedException {
        new EngineRun(peer, task)
                .start(
                        classPath,
                        List.of(
                                "-XX:ArchiveClassesAtExit=" + archive,
                                "-Xlog:cds=off",
                                "-Xlog:cds+dynamic=off"));
        return List.of("-XX:SharedArchiveFile=" + archive);
    }
}
