/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record in PostgreSQL, as a cluster of several nodes has it: a real server. */
class PostgresJobRecordTest extends JdbcJobRecordContract {
    @TempDir static Path directory;
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(
                machine.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)"),
                "there is a server for Linux on amd64 only; this is " + machine);
        server =
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(directory.toFile())
                        // what a careless administrator might have set
                        .setServerConfig("synchronous_commit", "off")
                        .start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    DataSource database() {
        return server.getPostgresDatabase();
    }

    @Test
    void theServerIsOneThatWouldForget() throws Exception {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW synchronous_commit")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("off");
        }
    }
}
