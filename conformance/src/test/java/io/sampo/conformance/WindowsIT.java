/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows of every kind give here what they give on Apache Flink. */
class WindowsIT {
    private static final long SEED = 20_261_121;
    private static final int READINGS = 300;
    private static final int CASES_BY_CHANCE = 60;
    private static final int CASES_PER_JOB = 10;

    @Test
    void windowsAgree() throws Exception {
        Random random = new Random(SEED);
        List<WindowCase> cases = WindowCase.some(random, CASES_BY_CHANCE);
        List<String> problems = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += CASES_PER_JOB) {
            List<WindowCase> some =
                    cases.subList(from, Math.min(cases.size(), from + CASES_PER_JOB));
            List<Reading> readings = Reading.random(random, READINGS);
            List<List<String>> expected = FlinkWindows.run(readings, some);
            for (int i = 0; i < some.size(); i++) {
                problems.addAll(
                        Differences.between(
                                some.get(i),
                                SampoWindows.run(readings, some.get(i)),
                                expected.get(i)));
            }
        }
        assertThat(problems).as("seed=%d cases=%d", SEED, cases.size()).isEmpty();
    }
}
