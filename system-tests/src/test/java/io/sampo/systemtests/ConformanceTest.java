/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What a job means is written down, and every rule that stands is proved. {@code
 * -Dsampo.conformance.write=true} writes {@code docs/conformance.md} anew.
 */
class ConformanceTest {
    private static final Path SEMANTICS = SourceTree.root().resolve("docs/SEMANTICS.md");
    private static final Path PAGE = SourceTree.root().resolve("docs/conformance.md");
    private static final int LAST_RULE = 85;

    private final Conformance conformance =
            new Conformance(SourceTree.read(SEMANTICS), SourceTree.scan());

    @Test
    void everyRuleThatStandsHasATestOfItsName() {
        assertThat(conformance.untested()).isEmpty();
    }

    @Test
    void everyNumberHasARule() {
        assertThat(conformance.missing(LAST_RULE)).isEmpty();
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        if (Boolean.getBoolean("sampo.conformance.write")) {
            Files.writeString(PAGE, conformance.page());
        }

        assertThat(SourceTree.read(PAGE))
                .as("docs/conformance.md; write it with -Dsampo.conformance.write=true")
                .isEqualTo(conformance.page());
    }
}
