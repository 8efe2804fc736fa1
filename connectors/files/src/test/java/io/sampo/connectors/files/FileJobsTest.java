/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampo.connectors.files.sink.FileSink;
import io.sampo.connectors.files.source.FileSource;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source and sink in jobs that run, fail, stop and go on. */
class FileJobsTest {
    private static final long LIMIT_SECONDS = 60;
    private static final AtomicInteger CALLS = new AtomicInteger();

    @TempDir Path directory;

    record Event(int number, String text) {}

    private StreamEnvironment env() {
        return StreamEnvironment.local()
                .setParallelism(2)
                .enableCheckpointing(Duration.ofMillis(50), directory.resolve("checkpoints"))
                .set("sampo.checkpoint.min-pause", Duration.ofMillis(50))
                .set("sampo.restart.strategy", "fixed-delay")
                .set("sampo.restart.delay", Duration.ofMillis(1))
                .set("sampo.restart.max-attempts", 20);
    }

    private static JobResult finish(JobClient job) throws Exception {
        return job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private Path input(int files, int linesOfEach) throws IOException {
        Path input = Files.createDirectories(directory.resolve("in"));
        int number = 0;
        for (int file = 0; file < files; file++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < linesOfEach; i++) {
                lines.append("{\"number\":").append(number++).append(",\"text\":\"ä\"}\n");
            }
            byte[] content = lines.toString().getBytes(StandardCharsets.UTF_8);
            if (file == 1) {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
                    stream.write(content);
                }
                Files.write(input.resolve(file + ".jsonl.gz"), packed.toByteArray());
            } else {
                Files.write(input.resolve(file + ".jsonl"), content);
            }
        }
        return input;
    }

    private static List<String> lines(Path output) {
        if (!Files.exists(output)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(output)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
            return lines;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> numbers(int from, int to) {
        return Stream.iterate(from, n -> n + 1).limit(to - from).map(String::valueOf).toList();
    }

    /** Fails now and then, and is slow enough for some checkpoints. */
    private static Event disturbed(Event event) {
        int call = CALLS.incrementAndGet();
        if (call == 3000 || call == 6000 || call == 9000) {
            throw new IllegalStateException("own");
        }
        for (int i = 0; i < 500; i++) {
            Thread.onSpinWait();
        }
        return event;
    }

    @Test
    void everyLineComesOutOnceThoughTheJobFails() throws Exception {
        CALLS.set(0);
        Path output = directory.resolve("out");
        StreamEnvironment env = env();
        env.fromSource(
                        FileSource.jsonLines(input(5, 2000), Event.class).splitSize(10_000),
                        WatermarkStrategy.noWatermarks(),
                        "events")
                .map(FileJobsTest::disturbed)
                .name("disturbed")
                .sinkTo(
                        FileSink.<Event>text(output, event -> String.valueOf(event.number()))
                                .bucketBy((event, time) -> "of" + event.number() % 3))
                .name("numbers");

        JobResult result = finish(env.executeAsync("exactly-once"));

        assertThat(result.attempts()).isEqualTo(4);
        assertThat(lines(output)).containsExactlyInAnyOrderElementsOf(numbers(0, 10_000));
        try (Stream<Path> files = Files.walk(output)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .as("what failed attempts have left")
                    .isEmpty();
        }
    }

    @Test
    void deadLettersAreASideOutputOfTheSource() throws Exception {
        Path input = input(2, 100);
        Files.writeString(
                input.resolve("9.jsonl"), "{\"number\":200}\n\nnonsense\n{\"number\":201}");
        OutputTag<BadRecord> bad = OutputTag.of("bad", BadRecord.class);
        StreamEnvironment env = env();
        DataStream<Event> events =
                env.fromSource(
                        FileSource.jsonLines(input, Event.class)
                                .onMalformed(ErrorPolicy.deadLetter(bad)),
                        WatermarkStrategy.noWatermarks(),
                        "events");
        events.sinkTo(FileSink.text(directory.resolve("out"), event -> "" + event.number()))
                .name("numbers");
        events.getSideOutput(bad)
                .sinkTo(FileSink.jsonLines(directory.resolve("bad")))
                .name("bad lines");

        JobResult result = finish(env.executeAsync("dead-letters"));

        assertThat(result.counters()).containsEntry("events/recordsDeadLettered", 1L);
        assertThat(lines(directory.resolve("out")))
                .containsExactlyInAnyOrderElementsOf(numbers(0, 202));
        assertThat(lines(directory.resolve("bad")))
                .singleElement()
                .asString()
                .contains("9.jsonl", "\"line\":3", "\"text\":\"nonsense\"");
    }

    @Test
    void aWatchedDirectoryGoesOnFromASavepoint() throws Exception {
        Path input = input(3, 1000);
        Path output = directory.resolve("out");
        JobClient first = watch(env(), input, output);
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(() -> lines(output).size() == 3000);
        Path savepoint = first.stopWithSavepoint(false).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        finish(first);
        Files.writeString(input.resolve("new.jsonl"), "{\"number\":3000}\n{\"number\":3001}\n");

        StreamEnvironment restored = env().set("sampo.checkpoint.restore.from", savepoint);
        JobClient second = watch(restored, input, output);
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(() -> lines(output).size() >= 3002);
        second.cancel().get(LIMIT_SECONDS, TimeUnit.SECONDS);

        assertThat(lines(output)).containsExactlyInAnyOrderElementsOf(numbers(0, 3002));
    }

    @Test
    void aSavepointGoesOnUnderAnotherCheckpointDirectoryIntoTheSameOutput() throws Exception {
        Path input = input(3, 1000);
        Path output = directory.resolve("out");
        JobClient first = watch(env(), input, output);
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(() -> lines(output).size() == 3000);
        Path savepoint = first.stopWithSavepoint(false).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        finish(first);
        Set<String> before = names(output);
        Files.writeString(input.resolve("new.jsonl"), "{\"number\":3000}\n{\"number\":3001}\n");

        StreamEnvironment restored =
                env().set("sampo.checkpoint.restore.from", savepoint)
                        .set("sampo.checkpoint.dir", directory.resolve("elsewhere"));
        JobClient second = watch(restored, input, output);
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(() -> lines(output).size() >= 3002);
        second.cancel().get(LIMIT_SECONDS, TimeUnit.SECONDS);

        assertThat(lines(output)).containsExactlyInAnyOrderElementsOf(numbers(0, 3002));
        long id = Long.parseLong(savepoint.getFileName().toString().split("-")[1]);
        Set<String> after = names(output);
        after.removeAll(before);
        assertThat(after)
                .as("parts behind savepoint %s", savepoint)
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(Long.parseLong(name.split("-")[1])).isGreaterThan(id));
    }

    private static Set<String> names(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void twoSinksOfOneJobDoNotShareADirectoryAndAPrefix() {
        StreamEnvironment env = env();
        DataStream<String> words =
                env.fromSource(
                        FileSource.text(directory), WatermarkStrategy.noWatermarks(), "words");
        Path output = directory.resolve("out");
        words.sinkTo(FileSink.text(output)).name("one");
        words.sinkTo(FileSink.text(output.resolve("../out"))).name("other");

        assertThatThrownBy(() -> env.executeAsync("shares"))
                .hasMessageContaining("Two sinks would overwrite each other's output")
                .hasMessageContaining("sinks=[one, other]")
                .hasMessageContaining("target='" + output);
    }

    private static JobClient watch(StreamEnvironment env, Path input, Path output) {
        env.fromSource(
                        FileSource.jsonLines(input, Event.class).watching(Duration.ofMillis(50)),
                        WatermarkStrategy.noWatermarks(),
                        "events")
                .sinkTo(FileSink.text(output, event -> String.valueOf(event.number())))
                .name("numbers");
        return env.executeAsync("watches");
    }

    @Test
    void anInputThatIsMissingFailsTheJobAtOnce() {
        StreamEnvironment env = env();
        env.fromSource(
                        FileSource.text(directory.resolve("missing.txt")),
                        WatermarkStrategy.noWatermarks(),
                        "lines")
                .sinkTo(FileSink.text(directory.resolve("out")))
                .name("lines out");
        JobClient job = env.executeAsync("misses");

        assertThatThrownBy(() -> finish(job))
                .cause()
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE))
                .hasMessageContaining("path=" + directory.resolve("missing.txt"));
    }
}
