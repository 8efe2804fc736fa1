/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.benchmarks.sampo.BidCopyJob;
import io.sampo.cluster.cli.Cli;
import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.cluster.jobs.RemoteJobExecutor;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.StreamEnvironment;
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

/** Two nodes of ours, with a slot each. */
final class SampoNodes implements AutoCloseable {
    private static final int COUNT = 2;
    private static final int POLL_MILLIS = 100;
    private static final int POLLS = 600;

    private final List<Integer> control;
    private final List<Integer> http;
    private final List<WorkerProcess> nodes = new ArrayList<>();

    private SampoNodes(List<Integer> ports) {
        control = ports.subList(0, COUNT);
        http = ports.subList(COUNT, 2 * COUNT);
    }

    static SampoNodes start(Path directory, List<String> jvmOptions)
            throws IOException, InterruptedException {
        SampoNodes started = new SampoNodes(ChildJvm.freePorts(2 * COUNT));
        try {
            started.startAll(directory, jvmOptions);
        } catch (IOException | InterruptedException failure) {
            started.close();
            throw failure;
        }
        return started;
    }

    private void startAll(Path directory, List<String> jvmOptions)
            throws IOException, InterruptedException {
        for (int i = 0; i < COUNT; i++) {
            Path config = directory.resolve("node-" + i + ".conf");
            Files.writeString(config, settings(i, directory));
            nodes.add(
                    WorkerProcess.start(
                            directory.resolve("node-" + i + ".log").toFile(),
                            System.getProperty("java.class.path"),
                            jvmOptions,
                            Cli.class.getName(),
                            "node",
                            "--config",
                            config.toString()));
        }
        awaitMembers();
    }

    private String settings(int index, Path directory) {
        return """
                sampo.node {
                  name = node-%d
                  seeds = ["127.0.0.1:%d", "127.0.0.1:%d"]
                  ports { control = %d, data = 0, lifeline = 0, http = %d }
                  data-dir = "%s"
                  memory.total = 3g
                  slots = 1
                }
                sampo.checkpoint.dir = "%s"
                """
                .formatted(
                        index,
                        control.get(0),
                        control.get(1),
                        control.get(index),
                        http.get(index),
                        directory.resolve("data-" + index),
                        directory.resolve("shared"));
    }

    private void awaitMembers() throws IOException, InterruptedException {
        HttpRequest members =
                HttpRequest.newBuilder(URI.create("http://" + address() + "/members")).build();
        for (int i = 0; i < POLLS; i++) {
            try {
                String seen =
                        HttpClient.newHttpClient()
                                .send(members, HttpResponse.BodyHandlers.ofString())
                                .body();
                if (seen.split("\"state\":\"up\",\"reachable\":true", -1).length - 1 == COUNT) {
                    return;
                }
            } catch (IOException notYet) {
                // the node is still starting
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("The nodes have not found each other; see their logs");
    }

    private String address() {
        return "127.0.0.1:" + http.get(0);
    }

    List<Long> ids() {
        return nodes.stream().map(WorkerProcess::id).toList();
    }

    void copyBids(long seed, long events, Path sums) throws Exception {
        RemoteJobExecutor cluster =
                new RemoteJobExecutor(new ClusterClient(address(), Optional.empty()), List.of());
        // the launcher's own are no settings of a job
        Config settings = ConfigFactory.load().withoutPath("sampo.benchmark");
        StreamEnvironment environment =
                StreamEnvironment.create(settings, cluster).setParallelism(COUNT);
        BidCopyJob.define(environment, seed, events, new BidSum(sums));
        environment.execute("copy-bids-" + System.nanoTime());
    }

    @Override
    public void close() throws InterruptedException {
        for (WorkerProcess node : nodes) {
            node.close();
        }
    }
}
