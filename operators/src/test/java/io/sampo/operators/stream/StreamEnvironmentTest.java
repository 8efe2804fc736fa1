/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.CheckpointedFunction;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.OperatorStateStore;
import io.sampo.operators.graph.CachedFile;
import io.sampo.operators.job.ExecutionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamEnvironmentTest {
    @TempDir private Path directory;

    private final FakeJob job = new FakeJob();
    private final StreamEnvironment env = StreamEnvironment.create(ConfigFactory.load(), job);

    @Test
    void executesWhatWasWritten() {
        env.fromElements("a").print();
        job.finish();

        assertThat(env.execute("first").jobName()).isEqualTo("job");

        assertThat(job.submitted).hasSize(1);
        assertThat(job.submitted.get(0).name()).isEqualTo("first");
        assertThat(job.submitted.get(0).vertices()).hasSize(2);
    }

    @Test
    void isEmptyAfterwards() {
        env.fromElements("a").print();
        env.executeAsync("first");

        assertThatThrownBy(() -> env.executeAsync("second"))
                .hasMessageContaining("The job has no operators: job=second.");
    }

    @Test
    void aJobTakesItsFilesAlong() {
        Path tool = Path.of("tool");
        env.fromElements("a").print();
        env.registerCachedFile(directory.resolve("words"), "words")
                .registerCachedFile(tool, "tool", true)
                .executeAsync("first");
        env.fromElements("a").print();
        env.registerCachedFile(tool, "words").executeAsync("second");

        assertThat(job.submitted.get(0).cachedFiles())
                .containsExactly(
                        new CachedFile("words", directory.resolve("words"), false),
                        new CachedFile("tool", tool.toAbsolutePath(), true));
        assertThat(job.submitted.get(1).cachedFiles())
                .containsExactly(new CachedFile("words", tool.toAbsolutePath(), false));
    }

    @Test
    void filesHaveNamesOfTheirOwn() {
        Path first = directory.resolve("first");
        env.registerCachedFile(first, "file");

        assertThatThrownBy(() -> env.registerCachedFile(directory.resolve("second"), "file"))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        twice -> assertThat(twice.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("name='file'")
                .hasMessageContaining("other=" + first);
        assertThatThrownBy(() -> env.registerCachedFile(first, " "))
                .hasMessageContaining("must not be blank: name=' ' path=" + first);
    }

    @Test
    void passesOnWhatEndedTheJob() {
        env.fromElements("a").print();
        StreamException cause = new StreamException(ErrorCode.BAD_RECORD, "line 7");
        job.result.completeExceptionally(new CompletionException(cause));

        assertThatThrownBy(() -> env.execute("job")).isSameAs(cause);
    }

    @Test
    void wrapsWhatHasNoCode() {
        env.fromElements("a").print();
        job.result.completeExceptionally(new IllegalStateException("odd"));

        assertThatThrownBy(() -> env.execute("job"))
                .isInstanceOf(StreamException.class)
                .hasMessage("A job failed: job=job")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptCancelsTheJob() {
        env.fromElements("a").print();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> env.execute("job"))
                .isInstanceOf(StreamException.class)
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.CANCELLED);
        assertThat(Thread.interrupted()).as("the flag stays").isTrue();
        assertThat(job.cancelled).isTrue();
    }

    @Test
    void saysWhatIsMissingWhereNothingRunsJobs() {
        StreamEnvironment local = StreamEnvironment.local();
        local.fromElements("a").print();

        assertThatThrownBy(() -> local.execute("job"))
                .isInstanceOf(StreamException.class)
                .hasMessage(
                        "There is nothing on the class path that runs jobs. Add the runtime:"
                                + " io.sampo:sampo-runtime-actors.");
    }

    @Test
    void settingsOfTheProgramWin() {
        env.setParallelism(3)
                .setMaxParallelism(64)
                .enableCheckpointing(Duration.ofSeconds(10), Path.of("/data"))
                .setStateBackend("rocksdb")
                .recordsAreImmutable()
                .set("sampo.watermark.interval", Duration.ofNanos(1_500_000));
        env.fromElements("a").name("in");

        Config settings = env.graph("job").settings();

        assertThat(settings.getInt("parallelism")).isEqualTo(3);
        assertThat(settings.getInt("max-parallelism")).isEqualTo(64);
        assertThat(settings.getDuration("checkpoint.interval")).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.getString("checkpoint.dir")).isEqualTo(Path.of("/data").toString());
        assertThat(settings.getString("state.backend")).isEqualTo("rocksdb");
        assertThat(settings.getBoolean("records-are-immutable")).isTrue();
        assertThat(settings.getDuration("watermark.interval"))
                .isEqualTo(Duration.ofNanos(1_500_000));
    }

    @Test
    void passedSettingsWinOverDefaults() {
        StreamEnvironment local =
                StreamEnvironment.local(ConfigFactory.parseString("sampo.parallelism = 5"));
        local.fromElements("a").map(s -> s);

        assertThat(local.graph("job").vertices().get(1).parallelism()).isEqualTo(5);
    }

    @Test
    void refusesForeignKeysAndWrongValues() {
        assertThatThrownBy(() -> env.set("parallelism", 2))
                .hasMessage(
                        "The engine's settings begin with 'sampo.': key=parallelism. Write the whole"
                                + " key, for example sampo.parallelism.");
        env.setParallelism(-2);
        env.fromElements("a");
        assertThatThrownBy(() -> env.graph("job"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sampo.parallelism = -2")
                .hasMessageContaining("program");
    }

    @Test
    void rule8_refusesUnnamedState() {
        env.enableCheckpointing(Duration.ofSeconds(10), Path.of("/data"));
        env.fromElements("a").name("in").keyBy(s -> s).count();

        assertThatThrownBy(() -> env.execute("job"))
                .hasMessageContaining("operators=[count-2]. Give each one with .name(\"...\")");
    }

    @Test
    void rule8_refusesUnnamedFunctionsWithListsOfTheirSubtask() {
        env.enableCheckpointing(Duration.ofSeconds(10), Path.of("/data"));
        env.fromElements("a").name("in").map(new Remembering());

        assertThatThrownBy(() -> env.execute("job")).hasMessageContaining("operators=[map-2]");
    }

    private static final class Remembering
            implements MapFunction<String, String>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void initializeState(OperatorStateStore store) {}

        @Override
        public String map(String value) {
            return value;
        }
    }

    @Test
    void refusesABlankJobName() {
        env.fromElements("a");

        assertThatThrownBy(() -> env.execute(" "))
                .hasMessage(
                        "The name of a job must not be blank: name=' '. It is the identity of the"
                                + " job's checkpoints.");
    }

    private String settingsOf(String key) {
        env.fromElements("a").print();
        return env.graph("job").settings().getValue(key).unwrapped().toString();
    }

    @Test
    void takesSettingsFromAMap() {
        env.configure(
                Map.of("sampo.parallelism", 3, "sampo.watermark.interval", Duration.ofMillis(5)));

        assertThat(settingsOf("parallelism")).isEqualTo("3");
        assertThat(settingsOf("watermark.interval")).isEqualTo("5ms");
    }

    @Test
    void takesSettingsFromAFile() throws IOException {
        Path file = directory.resolve("job.conf");
        Files.writeString(file, "sampo { parallelism = 3, watermark.interval = 7ms }");
        env.setParallelism(2).configure(file);

        assertThat(settingsOf("parallelism")).as("the later wins").isEqualTo("3");
        assertThat(settingsOf("watermark.interval")).isEqualTo("7ms");
        env.setParallelism(4);
        assertThat(settingsOf("parallelism")).isEqualTo("4");
    }

    @Test
    void refusesFilesThatAreNoSettings() throws IOException {
        Path missing = directory.resolve("missing.conf");
        assertThatThrownBy(() -> env.configure(missing))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("cannot be read: file=" + missing);
        Path broken = directory.resolve("broken.conf");
        Files.writeString(broken, "sampo { parallelism = ");
        assertThatThrownBy(() -> env.configure(broken))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("cannot be read: file=" + broken);
        Path foreign = directory.resolve("foreign.conf");
        Files.writeString(foreign, "smapo.parallelism = 2, sampo.parallelism = 3");
        assertThatThrownBy(() -> env.configure(foreign))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("others=[smapo]");
    }

    @Test
    void refusesAnUnknownModeWhenTheJobStarts() {
        env.fromElements("a").print();
        env.set("sampo.execution.runtime-mode", "batsch");

        assertThatThrownBy(() -> env.execute("job"))
                .hasMessageContaining("sampo.execution.runtime-mode")
                .hasMessageContaining("one of streaming, batch, automatic");
    }

    @Test
    void setsTheModeAndTheChainsOfItsJobs() {
        env.setParallelism(1).setRuntimeMode(ExecutionMode.BATCH).disableOperatorChaining();
        env.fromElements("a").map(text -> text).print();

        assertThat(env.graph("job").vertices()).hasSize(3);
        assertThat(settingsOf("execution.runtime-mode")).isEqualTo("batch");
    }
}
