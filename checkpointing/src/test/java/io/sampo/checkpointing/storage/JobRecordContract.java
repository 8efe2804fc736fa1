/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.SimulatedFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the record of a job keeps to wherever it is stored. */
abstract class JobRecordContract {
    final SimulatedFiles files = new SimulatedFiles();
    final CheckpointPaths paths = new CheckpointPaths(Path.of("/checkpoints"), "job");

    /** Opens the record of the job once more. */
    abstract JobRecord open();

    /** Makes the stored content unreadable. */
    abstract void damage() throws Exception;

    /** Returns how messages name the record. */
    abstract String name();

    static CompletedCheckpoint checkpoint() {
        return new CompletedCheckpoint(new CheckpointRef(1, 1, false), 1_760_000_000_000L, true);
    }

    @Test
    void keepsWhatWasStored() {
        JobRecord record = open();
        RecordContent fresh = record.current();
        assertThat(fresh).isEqualTo(RecordContent.fresh("job"));
        RecordContent begun = fresh.beginAttempt("/from", "submitted at 17");
        assertThat(record.compareAndSet(fresh, begun)).isTrue();
        RecordContent completed = begun.complete(List.of(checkpoint()), 2);
        assertThat(record.compareAndSet(begun, completed)).isTrue();
        assertThat(record.current()).isEqualTo(completed);
        record.close();

        assertThat(open().current()).isEqualTo(completed);
    }

    @Test
    void refusesWhatIsNotExpected() {
        JobRecord record = open();
        RecordContent fresh = record.current();
        RecordContent begun = fresh.beginAttempt(null);
        record.compareAndSet(fresh, begun);

        assertThat(record.compareAndSet(fresh, fresh.beginAttempt("/elsewhere"))).isFalse();
        assertThat(record.current()).isEqualTo(begun);
        assertThat(record.compareAndSet(fresh, begun)).as("the same again").isTrue();
    }

    @Test
    void revisionsCountUp() {
        JobRecord record = open();
        RecordContent fresh = record.current();
        RecordContent two = fresh.beginAttempt(null).reserveIds();

        assertThatThrownBy(() -> record.compareAndSet(fresh, two))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLaterAttemptShutsOutAnEarlierOne() {
        JobRecord record = open();
        RecordContent fresh = record.current();
        RecordContent first = fresh.beginAttempt(null);
        record.compareAndSet(fresh, first);
        RecordContent second = first.beginAttempt(null);
        record.compareAndSet(first, second);

        assertThat(record.compareAndSet(first, first.complete(List.of(checkpoint()), 2))).isFalse();
        assertThat(record.current()).isEqualTo(second);
    }

    @Test
    void aMissingRecordBesideCheckpointsIsNotAFreshStart() {
        files.writeAtomically(paths.metadata(new CheckpointRef(3, 1, false)), new byte[] {1});

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED))
                .hasMessageContaining("its record is gone")
                .hasMessageContaining(name())
                .hasMessageContaining("chk-3-1")
                .hasMessageContaining("sampo.checkpoint.restore.from");
    }

    @Test
    void aDamagedRecordIsNamed() throws Exception {
        JobRecord record = open();
        record.compareAndSet(record.current(), record.current().beginAttempt(null));
        record.close();
        damage();

        assertThatThrownBy(this::open)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(name());
    }
}
