/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.io.FileStore;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record in a file of H2, as a cluster of one node has it. */
class H2JobRecordTest extends JdbcJobRecordContract {
    @TempDir static Path directory;

    @Override
    DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + directory.resolve("jobs").toAbsolutePath());
        return database;
    }

    /** Without a connection the file is closed: what is read then is from the disk. */
    @Test
    void survivesItsProcess() {
        CheckpointPaths paths = new CheckpointPaths(directory, "job");
        JdbcJobRecord record = JdbcJobRecord.open(database(), FileStore.local(), paths, "job");
        RecordContent begun = record.current().beginAttempt(null);
        record.compareAndSet(record.current(), begun);

        assertThat(JdbcJobRecord.open(database(), FileStore.local(), paths, "job").current())
                .isEqualTo(begun);
    }
}
