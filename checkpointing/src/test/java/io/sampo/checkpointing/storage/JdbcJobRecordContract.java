/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.SimulatedFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the record of a job keeps to in every database. */
abstract class JdbcJobRecordContract {
    private static final int RACERS = 4;
    private static final int ROUNDS = 25;

    private final SimulatedFiles files = new SimulatedFiles();
    private final CheckpointPaths paths = new CheckpointPaths(Path.of("/checkpoints"), "job");

    abstract DataSource database();

    @BeforeEach
    void empty() throws SQLException {
        JdbcJobRecord.prepare(database());
        JdbcJobRecord.prepare(database());
        execute("DELETE FROM sampo_job_record");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private JdbcJobRecord open() {
        return JdbcJobRecord.open(database(), files, paths, "job");
    }

    private static CompletedCheckpoint checkpoint() {
        return new CompletedCheckpoint(new CheckpointRef(1, 1, false), 17, false);
    }

    @Test
    void keepsWhatWasStored() {
        JdbcJobRecord record = open();
        RecordContent fresh = record.current();
        assertThat(fresh).isEqualTo(RecordContent.fresh("job"));
        RecordContent begun = fresh.beginAttempt("/from", "submitted at 17");
        assertThat(record.compareAndSet(fresh, begun)).isTrue();
        RecordContent completed = begun.complete(List.of(checkpoint()), 2);
        assertThat(record.compareAndSet(begun, completed)).isTrue();
        record.close();

        assertThat(open().current()).isEqualTo(completed);
    }

    @Test
    void refusesWhatIsNotExpected() {
        JdbcJobRecord record = open();
        RecordContent fresh = record.current();
        RecordContent begun = fresh.beginAttempt(null);
        record.compareAndSet(fresh, begun);

        assertThat(record.compareAndSet(fresh, fresh.beginAttempt("/elsewhere"))).isFalse();
        assertThat(record.current()).isEqualTo(begun);
        assertThat(record.compareAndSet(fresh, begun)).as("the same again").isTrue();
    }

    @Test
    void aLaterMasterShutsOutAnEarlierOne() {
        JdbcJobRecord earlier = open();
        RecordContent fresh = earlier.current();
        RecordContent first = fresh.beginAttempt(null);
        earlier.compareAndSet(fresh, first);

        JdbcJobRecord later = open();
        assertThat(later.compareAndSet(first, first.beginAttempt(null))).isTrue();

        RecordContent zombies = first.complete(List.of(checkpoint()), 2);
        assertThat(earlier.compareAndSet(first, zombies)).isFalse();
        assertThat(earlier.current().attempt()).isEqualTo(2);
        assertThat(earlier.current().completed()).isEmpty();
    }

    @Test
    void revisionsCountUp() {
        JdbcJobRecord record = open();
        RecordContent fresh = record.current();
        RecordContent two = fresh.beginAttempt(null).reserveIds();

        assertThatThrownBy(() -> record.compareAndSet(fresh, two))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofManyThatStoreAtOnceOneDoes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                // also the first, where the row is not there yet
                RecordContent expected = open().current();
                List<Callable<Boolean>> racers =
                        List.of("/a", "/b", "/c", "/d").stream()
                                .<Callable<Boolean>>map(
                                        from ->
                                                () ->
                                                        open().compareAndSet(
                                                                        expected,
                                                                        expected.beginAttempt(
                                                                                from)))
                                .toList();
                int winners = 0;
                for (Future<Boolean> racer : threads.invokeAll(racers)) {
                    winners += racer.get() ? 1 : 0;
                }

                assertThat(winners).as("round %d", round).isEqualTo(1);
                assertThat(open().current().revision()).isEqualTo(round + 1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void jobsDoNotKnowEachOther() {
        CheckpointPaths others = new CheckpointPaths(Path.of("/checkpoints"), "ot'her");
        JdbcJobRecord other = JdbcJobRecord.open(database(), files, others, "ot'her");
        RecordContent fresh = open().current();
        open().compareAndSet(fresh, fresh.beginAttempt(null));

        assertThat(other.current()).isEqualTo(RecordContent.fresh("ot'her"));
    }

    @Test
    void checkpointsWithoutARecordAreNamed() {
        Path metadata = paths.jobDirectory().resolve("chk-7-1").resolve(CheckpointPaths.METADATA);
        files.writeAtomically(metadata, "any".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED))
                .hasMessageContaining("sampo_job_record[job]")
                .hasMessageContaining("chk-7-1");
    }

    @Test
    void aRecordThatIsDamagedIsNamed() throws SQLException {
        RecordContent fresh = open().current();
        open().compareAndSet(fresh, fresh.beginAttempt(null));
        execute("UPDATE sampo_job_record SET content = 'nonsense'");

        assertThatThrownBy(this::open)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sampo_job_record[job]");
    }

    @Test
    void aDatabaseThatFailsIsNamed() throws SQLException {
        JdbcJobRecord record = open();
        RecordContent fresh = record.current();
        execute("DROP TABLE sampo_job_record");

        assertThatThrownBy(() -> record.compareAndSet(fresh, fresh.beginAttempt(null)))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining("job=job")
                .hasMessageContaining("sampo.node.persistence");
    }
}
