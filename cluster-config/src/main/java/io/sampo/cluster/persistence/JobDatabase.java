/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.JdbcJobRecord;
import io.sampo.checkpointing.storage.JobRecord;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.config.NodeConfig.Persistence;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.time.Duration;
import java.util.Optional;

/** The database of {@code sampo.node.persistence}, with the records of jobs in it. Thread-safe. */
public final class JobDatabase implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 4;
    private static final String SOCKET_TIMEOUT_SECONDS = "30";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HikariDataSource pool;

    private JobDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Connects, and makes the table if it is missing. Blocks.
     *
     * @return nothing if the node has no database
     * @throws StreamException with {@code EXTERNAL_IO} if it cannot connect
     */
    public static Optional<JobDatabase> open(NodeConfig node) {
        Persistence persistence = node.persistence();
        if (persistence.kind() == Persistence.Kind.NONE) {
            return Optional.empty();
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("sampo-jobs");
        config.setJdbcUrl(urlOf(node));
        config.setUsername(persistence.user());
        config.setPassword(persistence.password());
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        if (persistence.kind() == Persistence.Kind.POSTGRESQL) {
            // A server that hangs would hold the jobs for ever.
            config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException unconnected) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "Cannot connect to the database of job records: sampo.node.persistence.url="
                            + withoutParameters(urlOf(node))
                            + " user="
                            + persistence.user()
                            + ": "
                            + StreamException.withoutFullStop(unconnected.getMessage())
                            + ". See whether the database runs, and whether another process holds it.",
                    unconnected);
        }
        try {
            JdbcJobRecord.prepare(pool);
            return Optional.of(new JobDatabase(pool));
        } catch (RuntimeException unprepared) {
            pool.close();
            throw unprepared;
        }
    }

    private static String urlOf(NodeConfig node) {
        String url = node.persistence().url();
        return url.isEmpty()
                ? "jdbc:h2:file:"
                        + node.dataDir().toAbsolutePath().resolve("jobs")
                        // It is closed with the node, not by a hook of its own before that.
                        + ";DB_CLOSE_ON_EXIT=FALSE"
                : url;
    }

    /** A password may be among them. */
    private static String withoutParameters(String url) {
        return url.replaceFirst("[?;].*", "");
    }

    /**
     * Returns the record of a job.
     *
     * @param files where the job's checkpoints are
     * @throws StreamException as {@link JdbcJobRecord#open}
     */
    public JobRecord record(FileStore files, CheckpointPaths paths, String jobName) {
        return JdbcJobRecord.open(pool, files, paths, jobName);
    }

    @Override
    public void close() {
        pool.close();
    }
}
