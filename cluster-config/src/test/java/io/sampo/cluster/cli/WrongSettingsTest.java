/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever supervises a node goes by the exit code: settings do not mend themselves. */
class WrongSettingsTest {
    private static final int WRONG_SETTINGS = 78;

    @TempDir private Path directory;

    private final StringWriter errors = new StringWriter();

    private int run(String command, Path file) {
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of("--config", file.toString()));
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Cli.run(nowhere, new PrintWriter(errors, true), line.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "config explain", "config jvm-options"})
    void aFileThatIsNotThereIsNamed(String command) {
        Path missing = directory.resolve("missing.conf");

        assertThat(run(command, missing)).isEqualTo(WRONG_SETTINGS);

        assertThat(errors.toString())
                .startsWith("INVALID_SETTING: There is no file of settings")
                .contains("config=" + missing)
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "config explain", "config jvm-options"})
    void soIsOneThatCannotBeRead(String command) throws Exception {
        Path malformed = Files.writeString(directory.resolve("node.conf"), "sampo.node {");

        assertThat(run(command, malformed)).isEqualTo(WRONG_SETTINGS);

        assertThat(errors.toString())
                .startsWith("INVALID_SETTING: The settings cannot be read")
                .contains(malformed.toString())
                .doesNotContain("\tat ");
    }
}
