/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
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
abstract class JdbcJobRecordContract extends JobRecordContract {
    private static final int RACERS = 4;
    private static final int ROUNDS = 25;

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

    @Override
    JdbcJobRecord open() {
        return JdbcJobRecord.open(database(), files, paths, "job");
    }

    @Override
    void damage() throws SQLException {
        execute("UPDATE sampo_job_record SET content = 'nonsense'");
    }

    @Override
    String name() {
        return "sampo_job_record[job]";
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
