/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.io.FileStore;
import io.sampo.core.io.ForwardingFileStore;
import io.sampo.core.io.Locations;
import io.sampo.core.io.ObjectPath;
import io.sampo.runtime.worker.JobClasses;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarStoreTest {
    private static final byte[] JAR =
            "as good as a jar, since no class is asked for".getBytes(UTF_8);

    @TempDir Path directory = Path.of("");

    /** Keeps objects in a directory, and counts how often one is read. */
    private static final class FarFiles extends ForwardingFileStore {
        private final Path objects;
        private int reads;

        FarFiles(Path objects) {
            this.objects = objects;
        }

        private Path at(Path path) {
            return path instanceof ObjectPath
                    ? objects.resolve(String.valueOf(path.getFileName()))
                    : path;
        }

        @Override
        protected FileStore of(Path path) {
            return FileStore.local();
        }

        @Override
        public boolean exists(Path path) {
            return super.exists(at(path));
        }

        @Override
        public byte[] readAll(Path file) {
            reads += file instanceof ObjectPath ? 1 : 0;
            return super.readAll(at(file));
        }

        @Override
        public void writeAtomically(Path file, byte[] content) {
            super.createDirectories(objects);
            super.writeAtomically(at(file), content);
        }

        @Override
        public void createDirectories(Path path) {
            super.createDirectories(at(path));
        }
    }

    private static void load(JarStore jars) {
        JobClasses.close(jars.load("job", List.of(JarStore.hash(JAR))));
    }

    @Test
    void aJarFromFarAwayIsFetchedOnceForAllAttempts() {
        FarFiles files = new FarFiles(directory.resolve("objects"));
        Path copies = directory.resolve("copies");
        JarStore jars = new JarStore(files, Locations.of("s3://bucket/jars"), copies);
        jars.store(JAR);
        load(jars);
        load(jars);
        assertThat(files.reads).isEqualTo(1);

        files.writeAtomically(copies.resolve(JarStore.hash(JAR) + ".jar"), new byte[] {1});
        load(jars);
        assertThat(files.reads).as("a damaged copy is fetched again").isEqualTo(2);
        load(jars);
        assertThat(files.reads).isEqualTo(2);
    }

    @Test
    void aDamagedJarIsRefused() {
        FarFiles files = new FarFiles(directory.resolve("objects"));
        Path far = Locations.of("s3://bucket/jars");
        JarStore jars = new JarStore(files, far, directory.resolve("copies"));
        jars.store(JAR);
        files.writeAtomically(far.resolve(JarStore.hash(JAR) + ".jar"), new byte[] {1});

        assertThatThrownBy(() -> load(jars)).hasMessageContaining("A jar of the job is damaged");
    }

    private static byte[] jar(int number) {
        return ("jar " + number).getBytes(UTF_8);
    }

    @Test
    void copiesThatNobodyUsesAreBounded() {
        Path directory = this.directory.resolve("copies");
        JarStore jars =
                new JarStore(
                        new FarFiles(this.directory.resolve("objects")),
                        Locations.of("s3://bucket/jars"),
                        directory);
        List<byte[]> content = IntStream.range(0, 15).mapToObj(JarStoreTest::jar).toList();
        content.forEach(jars::store);
        List<String> hashes = content.stream().map(JarStore::hash).toList();
        String kept = hashes.get(0);
        String missing = JarStore.hash(JAR);
        assertThatThrownBy(() -> jars.load("lacks one", List.of(hashes.get(2), missing)))
                .hasMessageContaining("A jar of the job is missing");
        ClassLoader first = jars.load("first", List.of(kept, hashes.get(1)));
        ClassLoader second = jars.load("second", List.of(kept));
        for (String hash : hashes) {
            JobClasses.close(jars.load("short", List.of(hash)));
        }
        assertThat(FileStore.local().list(directory)).as("2 in use, 10 kept").hasSize(12);

        JobClasses.close(first);
        JobClasses.close(first);
        assertThat(FileStore.local().list(directory))
                .as("one of the second job, 10 kept")
                .hasSize(11)
                .contains(directory.resolve(kept + ".jar"));

        JobClasses.close(second);
        assertThat(FileStore.local().list(directory)).hasSize(10);
    }

    @Test
    void aCopyStaysAsLongAsItIsUsed() {
        JarCopies copies = new JarCopies(FileStore.local(), directory, 0);
        Path copy = copies.use(JarStore.hash(JAR), () -> JAR);
        copies.use(JarStore.hash(JAR), () -> new byte[0]);
        copies.release(JarStore.hash(JAR));
        assertThat(copy).as("used twice").hasContent(new String(JAR, UTF_8));

        copies.release(JarStore.hash(JAR));
        assertThat(copy).doesNotExist();
    }
}
