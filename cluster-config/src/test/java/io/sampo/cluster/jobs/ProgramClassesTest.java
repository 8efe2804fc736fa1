/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the classes of a program get to nodes, and away from there. */
class ProgramClassesTest {
    private static final long LIMIT_SECONDS = 60;

    private static final String SQUARES =
            """
            import io.sampo.operators.accumulator.LongCounter;
            import io.sampo.operators.function.*;
            import io.sampo.operators.stream.StreamEnvironment;

            public class Squares implements MapFunction<Integer, Integer>, RichFunction {
                private transient LongCounter sum;

                @Override
                public void open(RuntimeContext context) {
                    sum = new LongCounter();
                    context.addAccumulator("sum", sum);
                }

                @Override
                public Integer map(Integer number) {
                    sum.add((long) number * number);
                    return number;
                }

                public static void main(String[] arguments) {
                    StreamEnvironment env =
                            StreamEnvironment.remote(
                                    arguments[0], Integer.parseInt(arguments[1]));
                    env.fromElements(1, 2, 3).map(new Squares());
                    System.out.println(
                            "sum=" + env.execute("squares").accumulatorResult("sum"));
                }
            }
            """;

    @TempDir private Path directory;

    private NodesInProcess nodes;

    @BeforeEach
    void prepareNodes() {
        nodes = new NodesInProcess(directory);
    }

    @AfterEach
    void stopNodes() {
        nodes.close();
    }

    /** A program that is started by itself brings classes along that no node has. */
    @Test
    void aProgramOfItsOwnHasItsJobsRunByTheCluster() throws Exception {
        nodes.start(2);
        Path source = Files.writeString(directory.resolve("Squares.java"), SQUARES);
        Path classes = Files.createDirectory(directory.resolve("classes"));
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-proc:none",
                                        "-d",
                                        "" + classes,
                                        "" + source))
                .isZero();
        String[] node = nodes.get(0).httpAddress().toString().split(":");
        Process program =
                ChildJvm.of(
                                classes
                                        + File.pathSeparator
                                        + System.getProperty("java.class.path"),
                                List.of("-Xmx256m"),
                                "Squares",
                                List.of(node))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor()).as(said).isZero();
        assertThat(said.lines()).as(said).contains("sum=14");
    }

    /** And is there again when the jar is needed again. */
    @Test
    void aJobThatEndedLongAgoIsForgottenWithItsJar() throws Exception {
        nodes.start(2, "2s");
        byte[] jar = ProgramJar.of(ProgramClassesTest.class).get(0);
        Path jars = directory.resolve("shared/_cluster/jars");
        for (int round = 0; round < 2; round++) {
            StreamEnvironment env =
                    StreamEnvironment.create(
                            ConfigFactory.load(),
                            new RemoteJobExecutor(nodes.client(), List.of(jar)));
            env.fromElements(1, 2, 3).print();
            env.execute("forgotten");
            assertThat(jars).isNotEmptyDirectory();
            await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .untilAsserted(
                            () -> {
                                assertThat(nodes.client().jobs()).isEmpty();
                                assertThat(jars).isEmptyDirectory();
                                assertThat(directory.resolve("shared/_cluster/jobs"))
                                        .isEmptyDirectory();
                            });
        }
    }

    /**
     * In a process of its own, in which the job's methods are not compiled: the compilers of
     * OpenJDK 17 were seen to keep a JNI handle on the loader of what they had compiled.
     */
    @Test
    void theClassesOfAHundredJobsAreCollected() throws Exception {
        Process process =
                ChildJvm.of(
                                List.of(
                                        "-Xmx512m",
                                        "-XX:CompileCommand=quiet",
                                        "-XX:CompileCommand=exclude,"
                                                + JobLoadersProcess.JOB
                                                + "*.*"),
                                JobLoadersProcess.class,
                                List.of(directory.toString()))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines()).as(said).contains("loaders=200 left=0");
    }

    @Test
    void jarsThatAreNamedMustBeThere() {
        assertThatThrownBy(
                        () ->
                                StreamEnvironment.remote(
                                        "127.0.0.1", 1, directory.resolve("none.jar")))
                .hasMessageContaining("none.jar");
    }
}
