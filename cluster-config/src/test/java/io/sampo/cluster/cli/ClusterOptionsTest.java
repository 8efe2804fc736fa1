/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.testkit.ChildJvm;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands make of a token; it is shown by none. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ClusterOptionsTest {
    private static final String TOKEN = "sampo.network.token";

    private final StringWriter said = new StringWriter();

    private static void set(String token) {
        System.setProperty(TOKEN, token);
        ConfigFactory.invalidateCaches();
    }

    @AfterEach
    void forget() {
        System.clearProperty(TOKEN);
        ConfigFactory.invalidateCaches();
    }

    private int run(String... line) {
        PrintWriter out = new PrintWriter(said, true);
        return Cli.run(out, out, line);
    }

    private static String nobody() throws Exception {
        return "127.0.0.1:" + ChildJvm.freePorts(1).get(0);
    }

    /** As that of a file of secrets does. */
    @Test
    void aTokenMayEndWithANewline() throws Exception {
        set("SECRETSECRETSECRET\n");

        assertThat(run("list", "--node", nobody())).isNotZero();

        assertThat(said.toString())
                .startsWith("EXTERNAL_IO: No answer from the node")
                .doesNotContain("SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "cancel job", "savepoint take job", "nodes"})
    void aTokenThatNoHeaderCarriesIsRefused(String command) throws Exception {
        set("SECRETSECRET\nSECRET");

        assertThat(run((command + " --node " + nobody()).split(" "))).isNotZero();

        assertThat(said.toString())
                .startsWith("INVALID_SETTING: A setting is wrong: sampo.network.token = (hidden)")
                .doesNotContain("SECRET\n", "SECRETSECRET", "\tat ");
    }
}
