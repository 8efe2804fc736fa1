/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.launch.ClusterNode;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.stream.StreamEnvironment;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.tools.ToolProvider;

/**
 * Runs jobs one after the other on a node, and sees which of the loaders of their classes can be
 * collected then: those of the programs, and those of the node.
 */
public final class JobLoadersProcess {
    static final String JOB = "OneOfAHundred";

    private static final int JOBS = 100;
    private static final int COLLECTIONS = 100;
    private static final long LIMIT_SECONDS = 60;
    private static final Queue<WeakReference<ClassLoader>> LOADERS = new ConcurrentLinkedQueue<>();

    private JobLoadersProcess() {}

    /** Called by the job's class when it is initialized. */
    public static void note(Class<?> job) {
        LOADERS.add(new WeakReference<>(job.getClassLoader()));
    }

    /** Prints how many loaders are left; takes a directory for files. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path classes = compile(directory);
        try (ClusterNode node = start(directory)) {
            node.whenUp().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            ClusterClient client =
                    new ClusterClient(node.httpAddress().toString(), Optional.empty());
            for (int i = 0; i < JOBS; i++) {
                runProgram(classes, client, "job-" + i);
            }
            for (int i = 0; i < COLLECTIONS && left() > 0; i++) {
                clearSoftReferences();
                System.gc();
                // The JDK drops what it knows of classes that were serialized with the next one.
                ClosureCodec.read(
                        ClosureCodec.write(new ArrayList<>(List.of(1)), "test"),
                        JobLoadersProcess.class.getClassLoader());
            }
            System.out.println("loaders=" + LOADERS.size() + " left=" + left());
            LOADERS.stream()
                    .map(WeakReference::get)
                    .filter(Objects::nonNull)
                    .forEach(loader -> System.out.println("held: " + loader));
        }
        System.exit(0);
    }

    private static long left() {
        return LOADERS.stream().filter(loader -> loader.get() != null).count();
    }

    private static Path compile(Path directory) throws Exception {
        Path source =
                Files.writeString(
                        directory.resolve(JOB + ".java"),
                        """
                        import io.sampo.cluster.jobs.JobLoadersProcess;
                        import io.sampo.operators.stream.StreamEnvironment;
                        import java.util.function.Consumer;

                        public class %s implements Consumer<StreamEnvironment> {
                            static {
                                JobLoadersProcess.note(%s.class);
                            }

                            @Override
                            public void accept(StreamEnvironment env) {
                                env.fromElements(1, 2, 3)
                                        .map(number -> number + 1)
                                        .keyBy(number -> number %% 2)
                                        .reduce((one, other) -> one + other)
                                        .map(number -> number);
                            }
                        }
                        """
                                .formatted(JOB, JOB));
        Path classes = Files.createDirectory(directory.resolve("classes"));
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", "" + classes, "" + source);
        if (failed != 0) {
            throw new IllegalStateException("Does not compile: " + source);
        }
        return classes;
    }

    private static ClusterNode start(Path directory) {
        Config config =
                ConfigFactory.parseString(
                        """
                        sampo.node {
                          ports { control = 0, data = 0, lifeline = 0, http = 0 }
                          data-dir = "%s"
                          slots = 2
                        }
                        """
                                .formatted(directory.resolve("data")));
        return ClusterNode.start(
                NodeConfig.from(ConfigFactory.load(config)),
                List.of(new ClusterJobs()),
                ClusterNode.Hosting.SHARED_PROCESS);
    }

    private static void runProgram(Path classes, ClusterClient client, String name)
            throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(
                        "program of " + name,
                        new URL[] {classes.toUri().toURL()},
                        JobLoadersProcess.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            @SuppressWarnings("unchecked") // as it was written
            Consumer<StreamEnvironment> program =
                    (Consumer<StreamEnvironment>)
                            loader.loadClass(JOB).getDeclaredConstructor().newInstance();
            StreamEnvironment env =
                    StreamEnvironment.create(
                                    ConfigFactory.load(),
                                    new RemoteJobExecutor(
                                            client, ProgramJar.of(program.getClass())))
                            .setParallelism(2);
            program.accept(env);
            env.execute(name);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Fory holds generated code softly; such references are cleared before memory runs out. */
    private static void clearSoftReferences() {
        List<byte[]> ballast = new ArrayList<>();
        try {
            while (true) {
                ballast.add(new byte[1 << 28]);
            }
        } catch (OutOfMemoryError wanted) {
            ballast.clear();
        }
    }
}
