/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void theHelpNamesTheJobs() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains(Catalogue.names());
    }

    @Test
    void anUnknownJobIsRefusedWithThoseThatThereAre() {
        assertThat(run("--job", "window", "--seeds", "1")).isNotZero();
        assertThat(err.toString())
                .contains("There is no such job: window")
                .contains(Catalogue.names());
    }

    @Test
    void oneSeedIsShownWithWhatHappenedUnderIt() {
        assertThat(run("--job", "windows", "--seed", "2")).isZero();
        assertThat(out.toString())
                .startsWith("job windows, seed 2")
                .contains("the job is FINISHED", "right after ");
    }
}
