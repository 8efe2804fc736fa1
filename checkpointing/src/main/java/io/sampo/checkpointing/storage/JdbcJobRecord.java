/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The record of a job in a database that several processes reach: one row, with the content as
 * readable JSON. The revision fences: whoever stores the next one first has it, and all others are
 * told so. Holds no connection between calls.
 *
 * <p>Stored means synced: PostgreSQL is asked for it with each write whatever its default is, and
 * H2, which by itself syncs half a second later, is told to.
 */
public final class JdbcJobRecord implements JobRecord {
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS sampo_job_record (job_name VARCHAR(1000) PRIMARY KEY,"
                    + " revision BIGINT NOT NULL, content TEXT NOT NULL)";
    private static final String READ = "SELECT content FROM sampo_job_record WHERE job_name = ?";
    private static final String INSERT =
            "INSERT INTO sampo_job_record (content, revision, job_name) VALUES (?, ?, ?)";
    private static final String UPDATE =
            "UPDATE sampo_job_record SET content = ?, revision = ?"
                    + " WHERE job_name = ? AND revision = ?";

    /** Of the standard: a row breaks a constraint, here because it is there already. */
    private static final String CONSTRAINT = "23";

    private final DataSource database;
    private final String jobName;

    private JdbcJobRecord(DataSource database, String jobName) {
        this.database = database;
        this.jobName = jobName;
    }

    /**
     * Makes the table if it is missing; to be called once, by whoever opens the database.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if it cannot be reached or changed
     */
    public static void prepare(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            try {
                statement.execute(TABLE);
            } catch (SQLException atOnceWithAnother) {
                // Two that make the same table are in each other's way; one of them has made it.
                statement.execute("SELECT 1 FROM sampo_job_record WHERE 1 = 0");
            }
        } catch (SQLException failure) {
            throw failed("prepare the table sampo_job_record", "", failure);
        }
    }

    /**
     * Reads the record, or starts a new one if the job never ran.
     *
     * @param files where the job's checkpoints are
     * @throws StreamException with {@code CHECKPOINT_DAMAGED} if the record cannot be read, or is
     *     gone though there are checkpoints; with {@code EXTERNAL_IO} if the database cannot be
     *     reached
     */
    public static JdbcJobRecord open(
            DataSource database, FileStore files, CheckpointPaths paths, String jobName) {
        JdbcJobRecord record = new JdbcJobRecord(database, jobName);
        if (record.stored().isEmpty()) {
            RecordOrphans.refuse(files, paths, jobName, record.name());
        }
        return record;
    }

    @Override
    public RecordContent current() {
        return stored().orElseGet(() -> RecordContent.fresh(jobName));
    }

    @Override
    public boolean compareAndSet(RecordContent expected, RecordContent next) {
        RecordContent.requireNext(expected, next);
        Optional<RecordContent> stored = stored();
        RecordContent found = stored.orElseGet(() -> RecordContent.fresh(jobName));
        if (found.equals(next)) {
            // It may have been stored, and not yet synced, by a call that failed.
            sync();
            return true;
        }
        if (!found.equals(expected)) {
            return false;
        }
        return write(stored.isEmpty() ? INSERT : UPDATE, expected, next) || current().equals(next);
    }

    private Optional<RecordContent> stored() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, jobName);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(decode(rows.getString(1))) : Optional.empty();
            }
        } catch (SQLException failure) {
            throw failed("read", jobName, failure);
        }
    }

    private RecordContent decode(String content) {
        return RecordCodec.decode(content.getBytes(StandardCharsets.UTF_8), name());
    }

    /** Returns whether the row was still that of {@code expected}. */
    private boolean write(String sql, RecordContent expected, RecordContent next) {
        try (Connection connection = database.getConnection()) {
            syncWith(connection, "PostgreSQL", "SET synchronous_commit = on");
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(
                        1, new String(RecordCodec.encode(next), StandardCharsets.UTF_8));
                statement.setLong(2, next.revision());
                statement.setString(3, jobName);
                if (sql.equals(UPDATE)) {
                    statement.setLong(4, expected.revision());
                }
                if (statement.executeUpdate() == 0) {
                    return false;
                }
            }
            syncWith(connection, "H2", "CHECKPOINT SYNC");
            return true;
        } catch (SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            if (sql.equals(INSERT) && state.startsWith(CONSTRAINT)) {
                return false;
            }
            throw failed("store", jobName, failure);
        }
    }

    private void sync() {
        try (Connection connection = database.getConnection()) {
            syncWith(connection, "H2", "CHECKPOINT SYNC");
        } catch (SQLException failure) {
            throw failed("sync", jobName, failure);
        }
    }

    private static void syncWith(Connection connection, String product, String sql)
            throws SQLException {
        if (product.equals(connection.getMetaData().getDatabaseProductName())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private String name() {
        return "sampo_job_record[" + jobName + "]";
    }

    private static StreamException failed(String what, String jobName, SQLException failure) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "The database of job records failed: operation="
                        + what
                        + " job="
                        + jobName
                        + ": "
                        + StreamException.withoutFullStop(failure)
                        + ". See sampo.node.persistence, and whether the database runs.",
                failure);
    }

    /** Does nothing: nothing is held, and the next one to store is fenced by the revision. */
    @Override
    public void close() {}
}
