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
}
