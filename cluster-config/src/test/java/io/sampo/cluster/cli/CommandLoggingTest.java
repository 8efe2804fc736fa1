/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.MDC;

@ResourceLock(Resources.SYSTEM_ERR)
class CommandLoggingTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void warningsGoToStandardErrorAndNothingBelow() {
        assertThat(logged(null)).matches("[0-9:.]{12} WARN  Checkpoints - slow\\R");
    }

    @Test
    void theVariableSetsTheLevel() {
        assertThat(logged("info"))
                .matches("[0-9:.]{12} INFO  Checkpoints - done\\R.* WARN  Checkpoints - slow\\R");
    }

    @Test
    void aLevelThatIsNoneIsToldAndWarningsStay() {
        assertThat(logged("loud"))
                .contains("SAMPO_LOG=loud")
                .contains("slow")
                .doesNotContain("done");
    }

    @Test
    void theActorsSayNothingBelowWarnings() {
        logged("debug");

        assertThat(context.getLogger("org.apache.pekko.actor").getEffectiveLevel())
                .isEqualTo(Level.WARN);
    }

    @Test
    void whatTheNodeSaysItselfIsSaidOnce() {
        assertThat(
                        logged(
                                null,
                                "Cluster Node [a] - Couldn't join seed nodes after [2] attempts",
                                "Cluster Node [a] - Received InitJoin from an incompatible node"))
                .doesNotContain("seed nodes")
                .contains("incompatible");
    }

    /** The build has a configuration for tests. */
    @Test
    void aConfigurationFileGoesFirst() {
        assertThat(new CommandLogging().configure(context))
                .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    }

    private String logged(@Nullable String level, String... warningsOfActors) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        context.setMDCAdapter(MDC.getMDCAdapter());
        try {
            CommandLogging.configure(context, level);
            context.getLogger("io.sampo.Checkpoints").info("done");
            context.getLogger("io.sampo.Checkpoints").warn("slow");
            for (String warning : warningsOfActors) {
                context.getLogger("org.apache.pekko.cluster.Cluster").warn("{}", warning);
            }
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
