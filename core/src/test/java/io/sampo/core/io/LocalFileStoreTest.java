/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileStoreTest {
    private final FileStore store = FileStore.local();

    @TempDir Path directory;

    @Test
    void whatIsWrittenIsReadAndCounted() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Path file = directory.resolve("a/b/file-" + seed);
            byte[] content = new byte[random.nextInt(300_000)];
            random.nextBytes(content);
            try (FileOutput output = store.create(file)) {
                int at = 0;
                while (at < content.length) {
                    int count = Math.min(content.length - at, random.nextInt(100_000));
                    if (count == 1) {
                        output.write(content[at]);
                    } else {
                        output.write(content, at, count);
                    }
                    at += count;
                    assertThat(output.position()).as("seed=%d", seed).isEqualTo(at);
                }
                output.sync();
                assertThat(output.checksum()).as("seed=%d", seed).isEqualTo(Checksums.of(content));
            }
            assertThat(store.readAll(file)).as("seed=%d", seed).isEqualTo(content);
            assertThat(store.size(file)).as("seed=%d", seed).isEqualTo(content.length);
            try (InputStream input = store.open(file)) {
                assertThat(input.readAllBytes()).as("seed=%d", seed).isEqualTo(content);
            }
        }
    }

    @Test
    void aFileIsCreatedOnce() {
        Path file = directory.resolve("once");
        FileOutput output = store.create(file);
        output.close();
        output.close();

        assertFails(() -> store.create(file), ErrorCode.EXTERNAL_IO, file, "is there already");
    }

    @Test
    void writesAtomicallyAndLeavesNothingBehind() {
        Path file = directory.resolve("deep/er/LATEST");
        store.writeAtomically(file, new byte[] {1});
        store.writeAtomically(file, new byte[] {2, 3});

        assertThat(store.readAll(file)).containsExactly(2, 3);
        assertThat(store.list(directory.resolve("deep/er"))).containsExactly(file);
    }

    @Test
    void aFailedAtomicWriteLeavesTheOldContentAndNoTemporaryFile() throws IOException {
        Path target = directory.resolve("target");
        Files.createDirectories(target.resolve("not-empty"));

        assertThatThrownBy(() -> store.writeAtomically(target, new byte[] {1}))
                .isInstanceOf(StreamException.class);

        assertThat(store.list(directory)).containsExactly(target);
        assertThat(store.list(target)).hasSize(1);
    }

    @Test
    void movesReplacingTheTarget() {
        Path from = directory.resolve("from/file");
        Path to = directory.resolve("to/file");
        store.writeAtomically(from, new byte[] {1});
        store.writeAtomically(to, new byte[] {2});

        store.move(from, to);

        assertThat(store.readAll(to)).containsExactly(1);
        assertThat(store.exists(from)).isFalse();
    }

    @Test
    void copiesAndLinks() throws IOException {
        Path source = directory.resolve("source");
        store.writeAtomically(source, new byte[] {1, 2});
        Path copy = directory.resolve("x/copy");
        Path link = directory.resolve("y/link");

        store.copy(source, copy);
        store.tryLink(source, link);

        assertThat(store.readAll(copy)).containsExactly(1, 2);
        assertThat(store.readAll(link)).containsExactly(1, 2);
        assertThat(Files.getAttribute(link, "unix:ino"))
                .isEqualTo(Files.getAttribute(source, "unix:ino"));
        assertThat(Files.getAttribute(copy, "unix:ino"))
                .isNotEqualTo(Files.getAttribute(source, "unix:ino"));
        assertFails(
                () -> store.tryLink(source, link),
                ErrorCode.EXTERNAL_IO,
                source,
                "is there already");
        assertFails(
                () -> store.tryLink(directory.resolve("absent"), directory.resolve("z")),
                ErrorCode.INPUT_UNAVAILABLE,
                directory.resolve("absent"),
                "no such file");
    }

    @Test
    void listsInOrder() {
        for (String name : List.of("c", "a", "b")) {
            store.writeAtomically(directory.resolve(name), new byte[0]);
        }

        assertThat(store.list(directory))
                .containsExactly(
                        directory.resolve("a"), directory.resolve("b"), directory.resolve("c"));
        assertThat(store.list(directory.resolve("absent"))).isEmpty();
    }

    @Test
    void deletesTreesButFollowsNoLinks() throws IOException {
        Path outside = directory.resolve("outside/file");
        store.writeAtomically(outside, new byte[] {1});
        Path tree = directory.resolve("tree");
        store.writeAtomically(tree.resolve("a/b"), new byte[] {1});
        Files.createSymbolicLink(tree.resolve("link"), outside.getParent());

        store.deleteRecursively(tree);
        store.deleteRecursively(tree);

        assertThat(store.exists(tree)).isFalse();
        assertThat(store.exists(outside)).isTrue();
        assertThat(store.delete(outside)).isTrue();
        assertThat(store.delete(outside)).isFalse();
    }

    @Test
    void syncsAndMeasures() {
        Path file = directory.resolve("f");
        store.writeAtomically(file, new byte[] {1});
        store.sync(file);
        store.syncDirectory(directory);
        store.createDirectories(directory.resolve("p/q"));

        assertThat(store.isDirectory(directory.resolve("p/q"))).isTrue();
        assertThat(store.isDirectory(file)).isFalse();
        assertThat(store.usableBytes(directory.resolve("not/yet/there"))).isPositive();
    }

    @Test
    void whatIsMissingIsNamed() {
        Path absent = directory.resolve("absent");

        assertFails(() -> store.open(absent), ErrorCode.INPUT_UNAVAILABLE, absent, "no such file");
        assertFails(
                () -> store.readAll(absent), ErrorCode.INPUT_UNAVAILABLE, absent, "no such file");
        assertFails(() -> store.size(absent), ErrorCode.INPUT_UNAVAILABLE, absent, "no such file");
        assertFails(
                () -> store.move(absent, directory.resolve("to")),
                ErrorCode.INPUT_UNAVAILABLE,
                absent,
                "rename to");
        assertFails(() -> store.sync(absent), ErrorCode.INPUT_UNAVAILABLE, absent, "no such file");
    }

    @Test
    void readingFailsAsNamedAsOpening() {
        // a directory can be opened on Linux, but not read
        assertThatThrownBy(
                        () -> {
                            try (InputStream input = store.open(directory)) {
                                input.read();
                            }
                        })
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("path=" + directory);
    }

    @Test
    void failuresSayWhatToDo() {
        Path path = Path.of("/data/file");
        assertFailure(
                new FileSystemException("/data/file", null, "No space left on device"),
                ErrorCode.RESOURCE_EXHAUSTED,
                "free space");
        assertFailure(
                new IOException("Disk quota exceeded"), ErrorCode.RESOURCE_EXHAUSTED, "quota");
        assertFailure(
                new FileSystemException("/data/file", null, "Too many open files"),
                ErrorCode.RESOURCE_EXHAUSTED,
                "ulimit -n");
        assertFailure(
                new AccessDeniedException("/data/file"), ErrorCode.EXTERNAL_IO, "permissions");
        assertFailure(
                new FileSystemException("/data/file", null, "Read-only file system"),
                ErrorCode.EXTERNAL_IO,
                "mount it writable");
        assertThat(FileFailures.of("write", path, new IOException()))
                .hasMessageContaining("Cannot write: path=/data/file. IOException");
    }

    private static void assertFailure(IOException cause, ErrorCode code, String wayOut) {
        StreamException failure = FileFailures.of("write", Path.of("/data/file"), cause);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure)
                .hasMessageStartingWith("Cannot write: path=/data/file.")
                .hasMessageContaining(wayOut)
                .hasCause(cause);
    }

    @Test
    void concurrentAtomicWritesNeverMix() throws InterruptedException {
        Path file = directory.resolve("contended");
        List<Thread> writers = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            byte[] content = new byte[10_000];
            Arrays.fill(content, (byte) i);
            Thread writer =
                    new Thread(
                            () -> {
                                for (int round = 0; round < 5; round++) {
                                    store.writeAtomically(file, content);
                                }
                            });
            writers.add(writer);
            writer.start();
        }
        for (Thread writer : writers) {
            writer.join();
        }
        byte[] found = store.readAll(file);
        assertThat(found).hasSize(10_000).containsOnly(found[0]);
        assertThat(store.list(directory)).containsExactly(file);
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, Path path, String word) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining("path=" + path)
                .hasMessageContaining(word);
    }
}
