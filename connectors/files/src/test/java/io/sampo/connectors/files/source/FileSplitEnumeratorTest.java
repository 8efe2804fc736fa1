/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.files.testkit.RecordedEnumeratorContext;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.source.SplitEnumerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSplitEnumeratorTest {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final long START = 1_000_000_000_000L;

    @TempDir Path directory;

    private final RecordedEnumeratorContext<FileSplit> context =
            new RecordedEnumeratorContext<>(2, START);

    private Path write(String name, int bytes, long modifiedMillis) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, new byte[bytes]);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
    }

    private Path write(String name, int bytes) throws IOException {
        return write(name, bytes, 0);
    }

    private SplitEnumerator<FileSplit, FileEnumeratorState> start(
            FileSource<?> source, @Nullable FileEnumeratorState restored) throws Exception {
        SplitEnumerator<FileSplit, FileEnumeratorState> enumerator =
                source.createEnumerator(context, restored);
        enumerator.start();
        context.runCalls();
        return enumerator;
    }

    private List<String> events() {
        return context.takeEvents().stream()
                .map(event -> event.replace(directory + "/", ""))
                .toList();
    }

    @Test
    void rule85_assignsInOrderOnRequestAndHoldsWatermarksUntilTheLast() throws Exception {
        write("b.txt", 5);
        write("a.txt", 5);
        write("c/d.txt.gz", 5);
        var enumerator = start(FileSource.text(directory), null);
        assertThat(events()).containsExactly("hold");

        enumerator.handleSplitRequest(1);
        enumerator.handleSplitRequest(0);
        assertThat(events()).containsExactly("1<-a.txt@0", "0<-b.txt@0");

        enumerator.handleSplitRequest(1);
        assertThat(events()).containsExactly("1<-c/d.txt.gz@0", "let go");

        enumerator.handleSplitRequest(0);
        enumerator.handleSplitRequest(1);
        assertThat(events()).containsExactly("0<-end", "1<-end");
    }

    @Test
    void answersRequestsThatCameBeforeTheListing() throws Exception {
        write("a.txt", 5);
        var enumerator = FileSource.text(directory).createEnumerator(context, null);
        enumerator.start();
        enumerator.handleSplitRequest(0);
        enumerator.handleSplitRequest(1);
        assertThat(events()).containsExactly("hold");
        FileEnumeratorState early = enumerator.snapshotState(1);

        context.runCalls();
        assertThat(events()).containsExactly("0<-a.txt@0", "let go", "1<-end");

        // A checkpoint from before the listing says that it has still to be done.
        start(FileSource.text(directory), early).handleSplitRequest(1);
        assertThat(events()).containsExactly("hold", "1<-a.txt@0", "let go");
    }

    @Test
    void cutsLargePlainFilesIntoEvenSplits() throws Exception {
        Path plain = write("a.txt", 1000);
        Path packed = write("b.txt.gz", 1000);
        write("empty.txt", 0);
        var enumerator = start(FileSource.text(directory).splitSize(300), null);
        for (int i = 0; i < 9; i++) {
            enumerator.handleSplitRequest(0);
        }

        assertThat(context.assigned())
                .containsExactly(
                        new FileSplit(plain.toString(), 0, 250, 1000, 0),
                        new FileSplit(plain.toString(), 250, 500, 1000, 250),
                        new FileSplit(plain.toString(), 500, 750, 1000, 500),
                        new FileSplit(plain.toString(), 750, 1000, 1000, 750),
                        new FileSplit(packed.toString(), 0, 1000, 1000, 0));
    }

    @Test
    void everySizeIsCutWithoutAGap() throws Exception {
        for (int bytes = 1; bytes < 40; bytes++) {
            for (int size = 1; size < 45; size++) {
                Path file = write("a.txt", bytes);
                RecordedEnumeratorContext<FileSplit> own =
                        new RecordedEnumeratorContext<>(1, START);
                var enumerator = FileSource.text(file).splitSize(size).createEnumerator(own, null);
                enumerator.start();
                own.runCalls();
                long end = 0;
                do {
                    enumerator.handleSplitRequest(0);
                    FileSplit split = own.assigned().get(own.assigned().size() - 1);
                    assertThat(split.start()).as("bytes=%d size=%d", bytes, size).isEqualTo(end);
                    end = split.end();
                    assertThat(end - split.start()).isBetween(1L, (long) size);
                } while (end < bytes);
                assertThat(end).isEqualTo(bytes);
                own.takeEvents();
                enumerator.handleSplitRequest(0);
                assertThat(own.takeEvents()).containsExactly("0<-end");
            }
        }
    }

    @Test
    void rule85_goesOnWithWhatWasNotAssignedAndDealsReturnedSplitsFirst() throws Exception {
        write("a.txt", 5);
        write("b.txt", 5);
        var before = start(FileSource.text(directory), null);
        before.handleSplitRequest(0);
        FileEnumeratorState state = before.snapshotState(1);
        assertThat(state.unassigned()).extracting(FileSplit::start).containsExactly(0L);
        write("c.txt", 5);
        context.takeEvents();

        var restored = FileSource.text(directory).createEnumerator(context, state);
        restored.addSplitsBack(List.of(context.assigned().get(0).at(3)));
        assertThat(restored.snapshotState(2).unassigned()).hasSize(2);
        restored.start();
        context.runCalls();
        restored.handleSplitRequest(0);
        restored.handleSplitRequest(0);
        restored.handleSplitRequest(0);

        assertThat(events())
                .containsExactly("hold", "0<-a.txt@0", "0<-b.txt@0", "let go", "0<-end");
    }

    @Test
    void leavesOutHiddenFilesAndDirectories() throws Exception {
        for (String name :
                List.of(".part-0-1-0.inprogress", "_SUCCESS", ".git/a", "_tmp/b", "x/.c", "x/d")) {
            write(name, 1);
        }

        assertThat(FileListing.of(directory.toString(), false).list())
                .extracting(InputFile::path)
                .containsExactly(directory + "/x/d");
    }

    @Test
    void findsTheMatchesOfAGlob() throws Exception {
        for (String name : List.of("a.csv", "b.txt", "x/c.csv", "x/y/d.csv", "x[1].csv")) {
            write(name, 1);
        }

        assertThat(matches("*.csv")).containsExactly("a.csv", "x[1].csv");
        assertThat(matches("**.csv")).containsExactly("a.csv", "x/c.csv", "x/y/d.csv", "x[1].csv");
        assertThat(matches("*/?.csv")).containsExactly("x/c.csv");
        assertThat(matches("x/{y,z}/*")).containsExactly("x/y/d.csv");
        assertThat(matches("x[1].csv")).as("a file of that very name").containsExactly("x[1].csv");
    }

    private List<String> matches(String glob) {
        return FileListing.of(directory + "/" + glob, false).list().stream()
                .map(file -> file.path().replace(directory + "/", ""))
                .toList();
    }

    @Test
    void failsEarlyWhereNothingIs() throws Exception {
        for (String path : List.of("missing.txt", "missing/*.txt")) {
            assertUnavailable(
                    () -> FileSource.text(directory + "/" + path).createEnumerator(context, null),
                    "There is no such file or directory: path=" + directory + "/missing");
            assertUnavailable(
                    () -> FileSource.checkInput(directory.resolve(path)),
                    "There is no such file or directory: path=" + directory + "/missing");
        }
        FileSource.checkInput(directory.resolve("*.txt"));
        assertUnavailable(
                () -> start(FileSource.text(directory + "/*.txt"), null),
                "No file matches the pattern: path=" + directory + "/*.txt");
    }

    private static void assertUnavailable(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE))
                .hasMessageContaining(message);
    }

    @Test
    void anEmptyDirectoryIsInputOfNoLines() throws Exception {
        var enumerator = start(FileSource.text(directory), null);
        enumerator.handleSplitRequest(0);

        assertThat(events()).containsExactly("hold", "let go", "0<-end");
    }

    @Test
    void aFileCannotBeWatched() throws Exception {
        Path file = write("a.txt", 1);

        assertThatThrownBy(
                        () ->
                                FileSource.text(file)
                                        .watching(PERIOD)
                                        .createEnumerator(context, null))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM));
    }

    @Test
    void takesWatchedFilesOnceTheyAreCompleteOldestFirst() throws Exception {
        FileSource<String> source = FileSource.text(directory).watching(PERIOD);
        assertThat(source.isBounded()).isFalse();
        write("moved-in.txt", 5, START - 60_000);
        write("before.txt", 5, START - 70_000);
        write("being-written.txt", 5, START - 1);
        var enumerator = start(source, null);
        for (int i = 0; i < 5; i++) {
            enumerator.handleSplitRequest(i);
        }
        assertThat(events())
                .as("no hold on watermarks")
                .containsExactly("0<-before.txt@0", "1<-moved-in.txt@0");

        write("being-written.txt", 9, START + 9_000);
        context.runPeriod(PERIOD);
        assertThat(events()).as("it has grown").isEmpty();

        context.runPeriod(PERIOD);
        assertThat(events()).containsExactly("2<-being-written.txt@0");
        context.runPeriod(PERIOD);
        assertThat(events()).as("nothing new").isEmpty();
    }

    @Test
    void rule85_watchedFilesAreTakenOnceAcrossRestores() throws Exception {
        FileSource<String> source = FileSource.text(directory).watching(PERIOD);
        Path a = write("a.txt", 5, 0);
        var before = start(source, null);
        before.handleSplitRequest(0);
        FileEnumeratorState state = before.snapshotState(1);
        context.takeEvents();
        write("b.txt", 5, 0);

        var restored = start(source, state);
        for (int i = 0; i < 9; i++) {
            restored.handleSplitRequest(i);
        }
        write("a.txt", 50, START);
        context.runPeriod(PERIOD);
        context.runPeriod(PERIOD);
        assertThat(events()).as("a changed file is not new").containsExactly("0<-b.txt@0");

        Files.delete(a);
        context.runPeriod(PERIOD);
        assertThat(restored.snapshotState(2).seen())
                .as("what is gone is forgotten")
                .extracting(InputFile::path)
                .containsExactly(directory + "/b.txt");
        write("a.txt", 5, 0);
        context.runPeriod(PERIOD);
        assertThat(events()).containsExactly("1<-a.txt@0");
    }
}
