/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sampo.core.io.FileStore;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.RestoreReport;
import io.sampo.operators.stream.RestoreReport.Operator;
import io.sampo.operators.stream.RestoreReport.Outcome;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program is told of a savepoint before it is started from it. */
class RestoreDryRunTest {
    @TempDir private Path directory;

    /** What is stored for each key. */
    record Total(long sum) {}

    /** What keys are. */
    record Part(long number) {}

    private static final class Summing extends KeyedProcessFunction<Part, Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Total> total;

        @Override
        public void open(RuntimeContext context) {
            total = context.getState(StateDescriptor.value("total", Total.class));
        }

        @Override
        public void processElement(Long number, Context<Part> context, Collector<Long> out) {
            total.update(new Total(number));
        }
    }

    private static final class Nowhere implements Sink<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<Long> createWriter(SinkContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Long value, long timestamp) {}

                @Override
                public void flush(boolean endOfInput) {}
            };
        }
    }

    private StreamEnvironment env(String more) {
        return TestJobs.env(
                more + "sampo.max-parallelism = 8\n" + TestJobs.checkpoints(directory, "1h"));
    }

    private static StreamEnvironment write(StreamEnvironment env, String... sums) {
        var numbers =
                env.fromSource(
                        Numbers.upTo(50).andStay(),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        "numbers");
        for (String name : sums) {
            numbers.keyBy(number -> new Part(number % 5))
                    .process(new Summing())
                    .name(name)
                    .sinkTo(new Nowhere())
                    .name("behind " + name);
        }
        return env;
    }

    private Path savepoint(String more) {
        JobClient job = write(env(more), "sums", "more").executeAsync("stored");
        TestJobs.until(job, "all is read", () -> job.progress().recordsRead() == 50);
        Path savepoint = TestJobs.get(job, job.savepoint());
        TestJobs.cancel(job);
        return savepoint;
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void whatFitsCanStart(String backend) {
        String setting = "sampo.state.backend = " + backend + "\n";
        Path savepoint = savepoint(setting);
        StreamEnvironment env = write(env(setting), "sums", "more");

        RestoreReport report = env.restoreDryRun("stored", savepoint);

        assertThat(report.problems()).isEmpty();
        assertThat(report.canStart()).isTrue();
        assertThat(report.operators())
                .extracting(Operator::name, Operator::outcome)
                .contains(
                        tuple("numbers", Outcome.MATCHED),
                        tuple("sums", Outcome.MATCHED),
                        tuple("more", Outcome.MATCHED),
                        tuple("behind sums", Outcome.NEW));
        assertThat(env.graph("still there").vertices()).isNotEmpty();
        assertThat(report.toString())
                .startsWith(
                        "job 'stored' from "
                                + savepoint.getFileName()
                                + " of job 'stored': can start")
                .contains("value 'total' of io.sampo.runtime.checkpoint.RestoreDryRunTest$Total");
    }

    @Test
    void operatorsAreMatchedRenamedNewAndDropped() {
        Path savepoint = savepoint("");
        String renamed = "sampo.checkpoint.restore.renamed { sums = totals }\n";

        RestoreReport report =
                write(env(renamed + "sampo.parallelism = 4\n"), "totals", "extra")
                        .restoreDryRun("next", savepoint);

        assertThat(report.operators())
                .extracting(
                        Operator::name,
                        Operator::storedName,
                        Operator::outcome,
                        Operator::storedParallelism,
                        Operator::parallelism)
                .contains(
                        tuple("totals", "sums", Outcome.RESCALED, 2, 4),
                        tuple("extra", "extra", Outcome.NEW, 0, 4),
                        tuple("more", "more", Outcome.DROPPED, 2, 0));
        assertThat(report.canStart()).isFalse();
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("Operator 'more' has state", "allow-dropped-state", "renamed");
        assertThat(report.toString())
                .contains("cannot start", "parallelism 2 to 4, was 'sums'", "  problem: Operator");

        assertThat(
                        write(
                                        env(
                                                renamed
                                                        + "sampo.checkpoint.restore.allow-dropped-state"
                                                        + " = true\n"),
                                        "totals")
                                .restoreDryRun("next", savepoint)
                                .canStart())
                .isTrue();
    }

    @Test
    void anotherBackendAndAnotherNumberOfKeyGroupsAreProblems() {
        Path savepoint = savepoint("");

        RestoreReport report =
                write(
                                TestJobs.env(
                                        "sampo.state.backend = rocksdb\nsampo.max-parallelism = 16\n"),
                                "sums",
                                "more")
                        .restoreDryRun("next", savepoint);

        assertThat(report.operators())
                .extracting(Operator::name, Operator::outcome)
                .contains(tuple("sums", Outcome.REFUSED), tuple("more", Outcome.REFUSED));
        assertThat(report.problems())
                .anySatisfy(
                        problem -> assertThat(problem).contains("set its maximum parallelism to 8"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("set sampo.state.backend = heap"));
    }

    @Test
    void rule46_changedClassesOfStateAndKeysAreTold() throws IOException {
        Path savepoint = savepoint("");
        String outer = "package io.sampo.runtime.checkpoint; public class RestoreDryRunTest { %s }";

        RestoreReport grown =
                dryRun(
                        savepoint,
                        String.format(
                                outer,
                                "record Total(long sum, String note) {} record Part(long number)"
                                        + " {}"));
        assertThat(grown.canStart()).isTrue();
        assertThat(changes(grown, "sums"))
                .isEqualTo(
                        "[class=io.sampo.runtime.checkpoint.RestoreDryRunTest$Total field=note is new:"
                                + " type=java.lang.String]");

        RestoreReport misfit =
                dryRun(
                        savepoint,
                        String.format(
                                outer, "record Total(int sum) {} record Part(int number) {}"));
        assertThat(misfit.problems())
                .anySatisfy(
                        problem ->
                                assertThat(problem)
                                        .contains(
                                                "state 'total' of operator 'sums'",
                                                "field=sum was stored as storedType=long",
                                                "now of type=int"))
                .anySatisfy(
                        problem ->
                                assertThat(problem)
                                        .contains(
                                                "keys of operator 'more' has changed",
                                                "Part(number long)",
                                                "Part(number int)"));
    }

    private static String changes(RestoreReport report, String operator) {
        return report.operators().stream()
                .filter(each -> each.name().equals(operator))
                .findFirst()
                .orElseThrow()
                .states()
                .get(0)
                .changes()
                .toString();
    }

    /** With another version of this class. */
    private RestoreReport dryRun(Path savepoint, String source) throws IOException {
        Path compiled = Files.createTempDirectory(directory, "classes");
        Path file = Files.writeString(compiled.resolve("RestoreDryRunTest.java"), source);
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-proc:none",
                                        "-d",
                                        compiled.toString(),
                                        file.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {compiled.toUri().toURL()},
                        ClassLoader.getPlatformClassLoader())) {
            return new RestoreDryRun(FileStore.local(), new ForySerializationFactory(loader))
                    .report(write(env(""), "sums", "more").graph("next"), savepoint);
        }
    }

    @Test
    void whereThereIsNoCheckpointThereIsNoReport() {
        assertThatThrownBy(
                        () -> write(env(""), "sums").restoreDryRun("next", directory.resolve("no")))
                .hasMessageContaining("There is no checkpoint here");
        assertThatThrownBy(
                        () ->
                                write(
                                                env("").set(
                                                                "sampo.checkpoint.restore.renamed",
                                                                Map.of("a", "b")),
                                                "sums")
                                        .restoreDryRun("next", savepoint("")))
                .hasMessageContaining("it has no operators named [a]");
    }
}
