/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Functions, joins and state give here what they give on Apache Flink. */
class OperatorsIT {
    private static final long SEED = 11_21;
    private static final int READINGS = 200;
    private static final int ROUNDS = 3;

    /**
     * With two inputs it is open which of them is first, and so which records are late: none is.
     */
    @Test
    void operatorsAgree() throws Exception {
        Random random = new Random(SEED);
        OperatorCase[] cases = OperatorCase.values();
        List<String> problems = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Reading> readings = Reading.randomWithinTheBound(random, READINGS);
            List<List<String>> expected = FlinkOperators.run(readings, cases);
            for (OperatorCase each : cases) {
                problems.addAll(
                        Differences.between(
                                each,
                                SampoOperators.run(readings, each),
                                expected.get(each.ordinal())));
            }
        }
        assertThat(problems).as("seed=%d", SEED).isEmpty();
    }
}
