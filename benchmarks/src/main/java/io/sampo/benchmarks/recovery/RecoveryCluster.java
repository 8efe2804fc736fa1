/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.storage.server.S3Server;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Three nodes and an object storage on this machine, each a process of its own. */
final class RecoveryCluster implements AutoCloseable {
    static final int NODES = 3;

    private static final long LEAVE_MINUTES = 5;
    private static final String NODE_HEAP = "-Xmx512m";
    private static final String STORAGE_HEAP = "-Xmx256m";

    private final Path directory;
    private final List<Process> nodes = new ArrayList<>();

    /** The nodes in the order of their starts: the first one has the directory of jobs. */
    private final List<Integer> byAge = new ArrayList<>();

    private final List<Integer> control;
    private final List<Integer> http;
    private final Process storage;
    private final int storagePort;

    private RecoveryCluster(Path directory) throws IOException {
        this.directory = directory;
        List<Integer> ports = ChildJvm.freePorts(2 * NODES);
        control = ports.subList(0, NODES);
        http = ports.subList(NODES, 2 * NODES);
        storage = process(STORAGE_HEAP, "storage", directory.resolve("objects"), "storage.log");
        storagePort = port(storage);
    }

    /** Starts all, one after the other, so that their ages are known; they are a cluster then. */
    static RecoveryCluster start(Path directory) throws Exception {
        RecoveryCluster cluster = new RecoveryCluster(directory);
        for (int i = 0; i < NODES; i++) {
            int before = i;
            cluster.nodes.add(cluster.startNode(i));
            cluster.byAge.add(i);
            Interruptions.until("a node joins", () -> cluster.up() > before);
        }
        return cluster;
    }

    private static int port(Process storage) throws IOException {
        BufferedReader lines = storage.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(RecoveryProcess.PORT)) {
                return Integer.parseInt(line.substring(RecoveryProcess.PORT.length()));
            }
        }
        throw new IOException("The storage has not started");
    }

    private Process process(String heap, String role, Path argument, String log)
            throws IOException {
        Path scratch = directory.resolve(log + ".tmp");
        Files.createDirectories(scratch);
        File errors = directory.resolve(log).toFile();
        return ChildJvm.of(
                        List.of(heap, "-Djava.io.tmpdir=" + scratch, "-DSAMPO_LOG=INFO"),
                        RecoveryProcess.class,
                        List.of(role, argument.toString()))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors))
                .start();
    }

    private Process startNode(int index) throws IOException {
        String name = "node-" + (index + 1);
        String seeds =
                control.stream()
                        .map(port -> "\"127.0.0.1:" + port + "\"")
                        .collect(Collectors.joining(", "));
        String reached =
                S3Server.settings(storagePort).entrySet().stream()
                        .map(each -> each.getKey() + " = \"" + each.getValue() + "\"\n")
                        .collect(Collectors.joining());
        String settings =
                """
                sampo.node {
                  name = %s
                  seeds = [%s]
                  ports { control = %d, data = 0, lifeline = 0, http = %d }
                  data-dir = "%s"
                  memory.total = 1g
                  slots = %d
                }
                sampo.checkpoint.dir = "%s"
                """
                        .formatted(
                                name,
                                seeds,
                                control.get(index),
                                http.get(index),
                                directory.resolve(name),
                                NODES,
                                address());
        Path file = Files.writeString(directory.resolve(name + ".conf"), reached + settings);
        return process(NODE_HEAP, "node", file, name + ".log");
    }

    /** Returns where checkpoints are. */
    String address() {
        return "s3://" + S3Server.BUCKET + "/recovery";
    }

    /** Returns where the job's record is. */
    Path records() {
        return directory.resolve("records");
    }

    /** Returns a client of some node that lives. */
    ClusterClient client() {
        return new ClusterClient("127.0.0.1:" + http.get(byAge.get(0)), Optional.empty());
    }

    /** Returns whether the oldest node sees all others. */
    boolean isWhole() {
        return up() == NODES;
    }

    /** Returns how many nodes the oldest one sees. */
    private int up() {
        URI members = URI.create("http://127.0.0.1:" + http.get(byAge.get(0)) + "/members");
        try {
            String seen =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(members).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            return seen.split("\"state\":\"up\",\"reachable\":true", -1).length - 1;
        } catch (IOException notThere) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Returns how the job is, if a node that knows answers. */
    Optional<JobSummary> job(String name) {
        for (int port : http) {
            try {
                Optional<JobSummary> found =
                        new ClusterClient("127.0.0.1:" + port, Optional.empty()).job(name);
                if (found.isPresent()) {
                    return found;
                }
            } catch (StreamException notThere) {
                // another one may
            }
        }
        return Optional.empty();
    }

    /** Returns the last checkpoint of a job that runs; 0 if it does not. */
    long checkpoint(String job) {
        return job(job).filter(found -> found.status() == JobStatus.RUNNING)
                .map(JobSummary::checkpointId)
                .orElse(0L);
    }

    /**
     * Kills a node as {@code kill -9} does, and returns when.
     *
     * @param oldest whether it is the one with the directory of jobs and the job's master
     */
    long kill(boolean oldest) {
        Process victim = takeOut(oldest);
        long now = System.nanoTime();
        victim.destroyForcibly();
        return now;
    }

    /** Asks a node to leave as {@code kill} does, and returns when; as {@link #kill}. */
    long leave(boolean oldest) {
        Process leaving = takeOut(oldest);
        long now = System.nanoTime();
        // its own method would close its standard input, too, with which it ends at once
        leaving.toHandle().destroy();
        return now;
    }

    private Process takeOut(boolean oldest) {
        int index = byAge.remove(oldest ? 0 : byAge.size() - 1);
        byAge.add(index);
        return nodes.get(index);
    }

    /** Starts again the node that was taken out last, once it has ended. */
    void startAgain() throws IOException, InterruptedException {
        int index = byAge.get(byAge.size() - 1);
        if (!nodes.get(index).waitFor(LEAVE_MINUTES, TimeUnit.MINUTES)) {
            throw new IOException(
                    "A node does not leave, see its log (--keep-logs): node=node-" + (index + 1));
        }
        nodes.set(index, startNode(index));
    }

    @Override
    public void close() throws InterruptedException {
        for (Process node : nodes) {
            node.destroyForcibly();
        }
        storage.destroyForcibly();
        for (Process node : nodes) {
            node.waitFor();
        }
        storage.waitFor();
        FileStore.local().deleteRecursively(directory);
    }
}
