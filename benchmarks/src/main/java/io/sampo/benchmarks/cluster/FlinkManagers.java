/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.cluster;

import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A job manager and two task managers of Apache Flink, with a slot each: a session cluster as its
 * scripts start it, with its defaults but for addresses and memory.
 */
final class FlinkManagers implements AutoCloseable {
    private static final int COUNT = 2;

    private final int rest;
    private final List<WorkerProcess> processes = new ArrayList<>();

    private FlinkManagers(int rest) {
        this.rest = rest;
    }

    static FlinkManagers start(
            Path directory, String classPath, List<String> options, List<String> workerOptions)
            throws IOException {
        List<Integer> ports = ChildJvm.freePorts(2);
        int rpc = ports.get(0);
        FlinkManagers started = new FlinkManagers(ports.get(1));
        Files.writeString(
                directory.resolve("config.yaml"),
                """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %d
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                taskmanager.host: 127.0.0.1
                taskmanager.numberOfTaskSlots: 1
                taskmanager.cpu.cores: 1.0
                taskmanager.memory.task.heap.size: 1536m
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.managed.size: 256m
                taskmanager.memory.network.min: 128m
                taskmanager.memory.network.max: 128m
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 128m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 192m
                taskmanager.memory.jvm-overhead.max: 192m
                """
                        .formatted(rpc, started.rest));
        String settings = directory.toString();
        started.processes.add(
                WorkerProcess.start(
                        directory.resolve("job-manager.log").toFile(),
                        classPath,
                        options,
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        "--configDir",
                        settings));
        for (int i = 0; i < COUNT; i++) {
            started.processes.add(
                    WorkerProcess.start(
                            directory.resolve("task-manager-" + i + ".log").toFile(),
                            classPath,
                            workerOptions,
                            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                            "--configDir",
                            settings));
        }
        return started;
    }

    int restPort() {
        return rest;
    }

    /** Returns the processes of the task managers. */
    List<Long> ids() {
        return processes.stream().skip(1).map(WorkerProcess::id).toList();
    }

    @Override
    public void close() throws InterruptedException {
        for (WorkerProcess process : processes) {
            process.close();
        }
    }
}
