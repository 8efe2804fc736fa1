/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.core.testkit.SimulatedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJobRecordTest extends JobRecordContract {
    /** Of one atomic write: create, write, sync, rename, sync the directory. */
    private static final int CHANGES = 5;

    @Override
    FileJobRecord open() {
        return FileJobRecord.open(files, paths, "job");
    }

    @Override
    void damage() {
        files.damage(paths.record(), 40);
    }

    @Override
    String name() {
        return "/checkpoints/job/LATEST";
    }

    @Test
    void noticesThatSomebodyElseWroteTheFile() {
        FileJobRecord record = open();
        RecordContent begun = record.current().beginAttempt(null);
        record.compareAndSet(record.current(), begun);
        RecordContent others = begun.beginAttempt(null);
        files.writeAtomically(paths.record(), RecordCodec.encode(others));

        assertThat(record.compareAndSet(begun, begun.reserveIds())).isFalse();
        assertThat(record.current()).isEqualTo(others);
    }

    @Test
    void afterAFailureEitherContentIsThereAndStoringAgainSettlesIt() {
        for (int failing = 1; failing <= CHANGES + 1; failing++) {
            SimulatedFiles disk = new SimulatedFiles();
            FileJobRecord record = FileJobRecord.open(disk, paths, "job");
            RecordContent fresh = record.current();
            RecordContent begun = fresh.beginAttempt(null);
            record.compareAndSet(fresh, begun);
            RecordContent next = begun.reserveIds();
            int good = failing - 1;
            boolean failed = storeFailingAfter(disk, good, record, begun, next);

            assertThat(record.current()).as("failing=%d", failing).isIn(begun, next);
            assertThat(record.compareAndSet(begun, next)).as("failing=%d", failing).isTrue();
            assertThat(record.current()).isEqualTo(next);
            assertThat(failed).as("failing=%d", failing).isEqualTo(failing <= CHANGES);
        }
    }

    /** Returns whether storing failed: at the first change after {@code good} ones. */
    private static boolean storeFailingAfter(
            SimulatedFiles disk,
            int good,
            FileJobRecord record,
            RecordContent expected,
            RecordContent next) {
        disk.breakAfter(good, ErrorCode.RESOURCE_EXHAUSTED);
        try {
            record.compareAndSet(expected, next);
            return false;
        } catch (StreamException thrown) {
            assertThat(thrown).hasMessage("broken");
            return true;
        } finally {
            disk.mend();
        }
    }

    /** The failed attempt to open it has let go of the lock. */
    @Test
    void aDamagedRecordThatIsRemovedIsNoLongerInTheWay() {
        FileJobRecord record = open();
        record.compareAndSet(record.current(), record.current().beginAttempt(null));
        record.close();
        damage();
        assertThatThrownBy(this::open).isInstanceOf(StreamException.class);

        files.delete(paths.record());

        assertThat(open().current()).isEqualTo(RecordContent.fresh("job"));
    }

    @Test
    void theDirectoryOfAnotherJobIsRefused() {
        FileJobRecord record = open();
        record.compareAndSet(record.current(), record.current().beginAttempt(null));
        record.close();

        assertThatThrownBy(() -> FileJobRecord.open(files, paths, "other"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("job=other owner=job");
    }

    @Test
    void removesWhatAnAtomicWriteLeftBehind() {
        files.writeAtomically(paths.jobDirectory().resolve("LATEST.99-1.tmp"), new byte[] {1});

        open();

        assertThat(files.files(paths.jobDirectory())).isEmpty();
    }

    @Test
    void anUnwritableDirectoryIsNamed(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "not a directory");
        CheckpointPaths below = new CheckpointPaths(file, "job");

        assertThatThrownBy(() -> FileJobRecord.open(FileStore.local(), below, "job"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("path=" + file);
    }

    @Test
    void aSecondHolderInThisProcessIsTurnedAway(@TempDir Path temp) {
        CheckpointPaths real = new CheckpointPaths(temp, "job");
        FileJobRecord first = FileJobRecord.open(FileStore.local(), real, "job");

        assertThatThrownBy(() -> FileJobRecord.open(FileStore.local(), real, "job"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("pid=" + ProcessHandle.current().pid())
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.HELD_BY_OTHER);

        first.close();
        FileJobRecord.open(FileStore.local(), real, "job").close();
    }

    @Test
    void aSecondProcessIsToldWhoHoldsTheJob(@TempDir Path temp) throws Exception {
        CheckpointPaths real = new CheckpointPaths(temp, "job");
        Process holder =
                ChildJvm.of(List.of("-Xmx64m"), Holder.class, List.of(temp.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("held");

            assertThatThrownBy(() -> FileJobRecord.open(FileStore.local(), real, "job"))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("pid=" + holder.pid())
                    .hasMessageContaining("job 'job'");

            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
            try (FileJobRecord mine = FileJobRecord.open(FileStore.local(), real, "job")) {
                assertThat(mine.current().attempt()).as("what the dead one stored").isEqualTo(1);
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    /** Holds the job until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            CheckpointPaths paths = new CheckpointPaths(Path.of(arguments[0]), "job");
            try (FileJobRecord record = FileJobRecord.open(FileStore.local(), paths, "job")) {
                record.compareAndSet(record.current(), record.current().beginAttempt(null));
                System.out.println("held");
                System.out.flush();
                int end = System.in.read();
                assertThat(end).isEqualTo(-1);
            }
        }
    }
}
