/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.testkit.CrashingFileStore;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.io.FileStore;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.sink.Committer.Outcome;
import io.sampo.operators.testkit.ManualSinkContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    @TempDir Path directory;

    record Sale(String item, double price) {}

    private static ManualSinkContext context(int attempt, boolean restored) {
        return new ManualSinkContext(0, 1, attempt, restored);
    }

    private static <T> FileSinkWriter<T> writer(FileSink<T> sink, int attempt, boolean restored) {
        return sink.createWriter(context(attempt, restored), FileStore.local());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<FileCommittable> prepare(FileSinkWriter<?> writer, long checkpointId)
            throws Exception {
        writer.flush(false);
        return new ArrayList<>(writer.prepareCommit(checkpointId));
    }

    private static void commit(FileSink<?> sink, int attempt, Collection<FileCommittable> parts)
            throws Exception {
        try (FileCommitter committer =
                sink.createCommitter(context(attempt, attempt > 1), FileStore.local())) {
            for (FileCommittable part : parts) {
                assertThat(committer.commit(part)).isEqualTo(Outcome.COMMITTED);
            }
        }
    }

    /** Dies once after every single operation on files, then goes on undisturbed. */
    @Test
    void rule83_noLineIsLostOrDoubledWhereverTheFirstAttemptDies() throws Exception {
        boolean ended = false;
        int crashes = 0;
        for (int operations = 0; !ended; operations++) {
            Path output = directory.resolve("at-" + operations);
            SinkJob job = new SinkJob(sink(output), output, 24, new Random(1));
            ended = job.runAttempt(operations);
            crashes += ended ? 0 : 1;

            assertVisibleSoFar(job, "operations=" + operations);
            if (!ended) {
                assertThat(job.runAttempt(Integer.MAX_VALUE)).isTrue();
            }
            assertThat(job.visible())
                    .as("operations=%d", operations)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 24).boxed().toList());
        }
        assertThat(crashes).as("operations of a whole run").isGreaterThan(100);
    }

    @Test
    void rule83_noLineIsLostOrDoubledHoweverOftenAttemptsDie() throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Path output = directory.resolve("seed-" + seed);
            SinkJob job = new SinkJob(sink(output), output, 10 + random.nextInt(40), random);
            while (!job.runAttempt(job.attempts() > 8 ? Integer.MAX_VALUE : random.nextInt(100))) {
                assertVisibleSoFar(job, "seed=" + seed);
            }

            assertThat(job.visible())
                    .as("seed=%d attempts=%d", seed, job.attempts())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, job.position()).boxed().toList());
        }
    }

    private static void assertVisibleSoFar(SinkJob job, String where) {
        assertThat(job.visible())
                .as(where)
                .doesNotHaveDuplicates()
                .allMatch(number -> number < job.position());
    }

    private static FileSink<Integer> sink(Path output) {
        return FileSink.<Integer>text(output, String::valueOf)
                .bucketBy((number, time) -> number % 3 == 0 ? "" : "x/b" + number % 3)
                .partSize(12)
                .maxOpenParts(2);
    }

    @Test
    void namesTellCheckpointSubtaskAndNumber() throws Exception {
        FileSink<Sale> sink =
                FileSink.<Sale>jsonLines(directory).bucketBy((sale, time) -> "t=" + time);
        FileSinkWriter<Sale> writer = writer(sink, 1, false);
        writer.write(new Sale("tea", 2.5), 7);
        writer.write(new Sale("cup", 4), 8);
        writer.write(new Sale("pot", 9), 7);
        assertThat(names())
                .containsExactly("t=7/.part-0-1-0.inprogress", "t=8/.part-0-1-1.inprogress");

        List<FileCommittable> parts = prepare(writer, 12);
        assertThat(names()).allMatch(name -> name.contains("/."));
        commit(sink, 1, parts);

        assertThat(names())
                .containsExactlyInAnyOrder(
                        "t=7/part-000012-0-1.jsonl", "t=8/part-000012-0-0.jsonl");
        assertThat(directory.resolve("t=7/part-000012-0-1.jsonl"))
                .content()
                .isEqualTo("{\"item\":\"tea\",\"price\":2.5}\n{\"item\":\"pot\",\"price\":9.0}\n");
    }

    @Test
    void withoutCheckpointsPartsAreNamedAfterTheEnd() throws Exception {
        FileSink<String> sink = FileSink.text(directory).prefix("lines");
        FileSinkWriter<String> writer = writer(sink, 1, false);
        writer.write("a", 0);
        commit(sink, 1, prepare(writer, Long.MAX_VALUE));

        assertThat(names()).containsExactly("lines-end-0-0.txt");
    }

    @Test
    void compressesPartsAndWritesHeaders() throws Exception {
        FileSink<Sale> sink = FileSink.csv(directory, Sale.class).gzip();
        FileSinkWriter<Sale> writer = writer(sink, 1, false);
        writer.write(new Sale("a \"good\" tea", 2.5), 0);
        commit(sink, 1, prepare(writer, 1));
        writer.write(new Sale("b", 1), 0);
        commit(sink, 1, prepare(writer, 2));

        assertThat(names()).containsExactly("part-000001-0-0.csv.gz", "part-000002-0-0.csv.gz");
        try (InputStream content =
                new GZIPInputStream(
                        Files.newInputStream(directory.resolve("part-000001-0-0.csv.gz")))) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("item,price\n\"a \"\"good\"\" tea\",2.5\n");
        }
    }

    @Test
    void rollsBySize() throws Exception {
        FileSink<String> sink = FileSink.text(directory).partSize(10);
        FileSinkWriter<String> writer = writer(sink, 1, false);
        for (int i = 0; i < 5; i++) {
            writer.write("12345", 0);
        }

        List<FileCommittable> parts = prepare(writer, 1);

        assertThat(parts).extracting(FileCommittable::length).containsExactly(12L, 12L, 6L);
        assertThat(prepare(writer, 2)).as("nothing was written since").isEmpty();
    }

    @Test
    void rule59_aCommitCanBeRepeated() throws Exception {
        FileSink<String> sink = FileSink.text(directory);
        FileSinkWriter<String> writer = writer(sink, 1, false);
        writer.write("a", 0);
        List<FileCommittable> parts = prepare(writer, 1);

        commit(sink, 1, parts);
        commit(sink, 2, parts);
        commit(sink, 3, parts);

        assertThat(names()).containsExactly("part-000001-0-0.txt");
    }

    @Test
    void neverOverwritesAnotherFile() throws Exception {
        FileSink<String> sink = FileSink.text(directory);
        FileSinkWriter<String> writer = writer(sink, 1, false);
        writer.write("ours", 0);
        List<FileCommittable> parts = prepare(writer, 1);
        Path target = Files.writeString(directory.resolve("part-000001-0-0.txt"), "none");

        assertThatThrownBy(() -> commit(sink, 1, parts))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.COMMIT_REFUSED))
                .hasMessageContaining("not overwritten")
                .hasMessageContaining("pending=" + parts.get(0).pending())
                .hasMessageContaining("target=" + target);
        assertThat(target).hasContent("none");
    }

    @Test
    void refusesACommitWhosePartIsGone() throws Exception {
        FileSink<String> sink = FileSink.text(directory);
        FileSinkWriter<String> writer = writer(sink, 1, false);
        writer.write("a", 0);
        List<FileCommittable> parts = prepare(writer, 1);
        Files.delete(Path.of(parts.get(0).pending()));

        assertThatThrownBy(() -> commit(sink, 2, parts))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.COMMIT_REFUSED))
                .hasMessageContaining("neither there nor committed")
                .hasMessageContaining(parts.get(0).pending());
    }

    @Test
    void asksAgainWhenARenameFails() throws Exception {
        FileSink<String> sink = FileSink.text(directory);
        FileSinkWriter<String> writer = writer(sink, 1, false);
        writer.write("a", 0);
        FileCommittable part = prepare(writer, 1).get(0);
        FileCommittable elsewhere =
                new FileCommittable(
                        part.pending(),
                        directory.resolve("missing/x").toString(),
                        part.length(),
                        part.checksum(),
                        1);
        FileCommitter committer = sink.createCommitter(context(1, false), FileStore.local());

        assertThat(committer.commit(elsewhere)).isEqualTo(Outcome.RETRY);
        Files.createDirectory(directory.resolve("missing"));
        assertThat(committer.commit(elsewhere)).isEqualTo(Outcome.COMMITTED);
    }

    @Test
    void clearsUpOnceItsOwnFirstPartIsCommitted() throws Exception {
        FileSink<String> sink = FileSink.text(directory).bucketBy((line, time) -> line);
        FileSinkWriter<String> first = writer(sink, 1, false);
        first.write("a", 0);
        List<FileCommittable> completed = prepare(first, 1);
        first.write("b", 0);
        prepare(first, 2);
        first.write("c", 0);
        Files.writeString(
                directory.resolve(".part-7-1-0.inprogress"), "of a subtask removed since");
        Files.writeString(directory.resolve(".part-0-9-0.inprogress"), "of a later attempt");
        Files.writeString(directory.resolve(".other-0-1-0.inprogress"), "of another sink");
        Files.writeString(directory.resolve(".part-0-1-0.txt"), "of the user");

        // The commits of the restored checkpoint clear up nothing: other subtasks may have some
        // left.
        FileCommitter committer = sink.createCommitter(context(2, true), FileStore.local());
        FileSinkWriter<String> second = writer(sink, 2, true);
        assertThat(committer.commit(completed.get(0))).isEqualTo(Outcome.COMMITTED);
        assertThat(names())
                .contains(
                        "b/.part-0-1-1.inprogress",
                        "c/.part-0-1-2.inprogress",
                        ".part-7-1-0.inprogress");

        second.write("d", 0);
        List<FileCommittable> own = prepare(second, 3);
        assertThat(committer.commit(own.get(0))).isEqualTo(Outcome.COMMITTED);

        assertThat(names())
                .containsExactly(
                        ".other-0-1-0.inprogress",
                        ".part-0-1-0.txt",
                        ".part-0-9-0.inprogress",
                        "a/part-000001-0-0.txt",
                        "d/part-000003-0-0.txt");
    }

    @Test
    void closingDeletesWhatNoCheckpointKnows() throws Exception {
        FileSink<String> sink = FileSink.text(directory).partSize(4);
        FileSinkWriter<String> writer = writer(sink, 1, false);
        writer.write("kept", 0);
        prepare(writer, 1);
        writer.write("complete", 0);
        writer.write("op", 0);

        writer.close();

        assertThat(names()).containsExactly(".part-0-1-0.inprogress");
    }

    @Test
    void partsOfAKilledRunAreNotTouched() throws Exception {
        Files.writeString(directory.resolve(".part-0-1-0.inprogress"), "old");
        FileSink<String> sink = FileSink.text(directory);
        FileSinkWriter<String> writer = writer(sink, 1, false);
        writer.write("new", 0);

        commit(sink, 1, prepare(writer, 1));

        assertThat(directory.resolve(".part-0-1-0.inprogress")).hasContent("old");
        assertThat(directory.resolve("part-000001-0-0.txt")).hasContent("new");
    }

    @Test
    void aNewStartIsRefusedWherePartsAre() throws Exception {
        Path old =
                Files.writeString(
                        Files.createDirectories(directory.resolve("b"))
                                .resolve("part-000007-0-0.txt"),
                        "old");
        FileSink<String> sink = FileSink.text(directory);

        assertThatThrownBy(() -> writer(sink, 1, false))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("first=" + old);

        writer(sink, 2, true).close();
        writer(sink.prefix("other"), 1, false).close();
        sink.createWriter(new ManualSinkContext(1, 2, 1, false), FileStore.local()).close();
    }

    @Test
    void checksAndEmptiesDirectories() throws Exception {
        Path output = directory.resolve("out");
        FileSink.checkEmpty(output);
        Files.createDirectories(output.resolve("b/c"));
        FileSink.checkEmpty(output);
        Files.writeString(output.resolve("b/c/part-000001-0-0.csv.gz"), "");
        Files.writeString(output.resolve("part-end-3-12"), "");
        Files.writeString(output.resolve(".part-0-1-0.inprogress"), "");
        Files.writeString(output.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> FileSink.checkEmpty(output))
                .hasMessageContaining("first=b/c/part-000001-0-0.csv.gz");

        assertThat(FileSink.deleteParts(output)).isEqualTo(3);

        assertThat(names()).containsExactly("out/notes.txt");
        assertThat(output.resolve("b")).doesNotExist();
        assertThatThrownBy(() -> FileSink.checkEmpty(output))
                .hasMessageContaining("first=notes.txt");
    }

    /** All that a checkpoint has of the sink is what has still to get its name. */
    @Test
    void rule84_aBucketWithoutAnOpenPartIsInNoCheckpoint() throws Exception {
        FileSink<String> sink = FileSink.text(directory).bucketBy((line, time) -> line);
        FileSinkWriter<String> writer = writer(sink, 1, false);
        writer.write("a", 0);
        writer.write("b", 0);
        assertThat(prepare(writer, 1)).hasSize(2);

        writer.write("b", 0);
        assertThat(prepare(writer, 2)).hasSize(1);
        assertThat(prepare(writer, 3)).isEmpty();
    }

    @Test
    void bucketsStayBelowTheDirectory() {
        FileSink<String> sink = FileSink.text(directory).bucketBy((line, time) -> line);
        FileSinkWriter<String> writer = writer(sink, 1, false);

        for (String bucket : List.of("../out", "/tmp", "a/../../b")) {
            assertThatThrownBy(() -> writer.write(bucket, 0))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("bucket='" + bucket + "'");
        }
    }

    @Test
    void recordsThatCannotBeWrittenFailOrAreSkippedWhole() throws Exception {
        FileSink<String> sink = FileSink.text(directory);
        FileSinkWriter<String> failing = writer(sink, 1, false);
        assertThatThrownBy(() -> failing.write("two\nlines", 0))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_RECORD))
                .hasMessageContaining("line feed");

        FileSink<String> lenient = sink.onUnwritable(ErrorPolicy.skip());
        ManualSinkContext context = context(1, false);
        FileSinkWriter<String> writer = lenient.createWriter(context, FileStore.local());
        writer.write("good", 0);
        writer.write("two\nlines", 0);
        writer.write("good too", 0);
        commit(lenient, 1, prepare(writer, 1));

        assertThat(directory.resolve("part-000001-0-0.txt")).hasContent("good\ngood too");
        assertThat(context.metrics().counter("recordsSkipped").value()).isEqualTo(1);
    }

    @Test
    void everythingIsDurableBeforeItIsPromised() throws Exception {
        CrashingFileStore store = new CrashingFileStore(Integer.MAX_VALUE);
        FileSink<String> sink = FileSink.text(directory.resolve("new/out"));
        FileSinkWriter<String> writer = sink.createWriter(context(1, false), store);
        assertThat(store.done()).as("directories made, and two parents synced").isEqualTo(3);

        writer.write("a", 0);
        writer.flush(false);
        assertThat(store.done()).as("file created, line, sync").isEqualTo(6);

        assertThat(writer.prepareCommit(1)).hasSize(1);
        assertThat(store.done()).as("directory synced").isEqualTo(7);
    }

    @Test
    void travelsAndItsCommittablesComeBack() {
        FileSink<Sale> sink =
                FileSink.<Sale>jsonLines(directory).gzip().bucketBy((sale, time) -> sale.item());
        FileSink<Sale> copy =
                ClosureCodec.read(
                        ClosureCodec.write(sink, "sink"), FileSinkTest.class.getClassLoader());
        assertThat(copy).hasToString("FileSink[" + directory + "]");

        FileCommittable part = new FileCommittable("/out/.p", "/out/p", 7, "00c0ffee", 3);
        ValueSerializer<Object> serializer =
                new ForySerializationFactory(FileSinkTest.class.getClassLoader())
                        .create()
                        .forState(TypeInfo.unknown(), "test");
        BinaryOutput bytes = new BinaryOutput();
        serializer.write(part, bytes);
        assertThat(serializer.read(new BinaryInput(bytes.toByteArray()))).isEqualTo(part);
    }
}
