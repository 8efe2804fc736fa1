/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateOpsTest {
    private static final long KEYS = 70_000;

    @Test
    void keysStayInTheirRange() {
        for (long i = 0; i < 100_000; i++) {
            assertThat(new StateOps.Uniform(1, KEYS).key(i)).isBetween(0L, KEYS - 1);
            assertThat(new StateOps.Zipf(1).key(i)).isBetween(0L, Workload.W3_ZIPF.keys() - 1);
        }
    }

    @Test
    void zipfMakesOneKeyHot() {
        StateOps ops = new StateOps.Zipf(1);
        int hot = 0;
        for (long i = 0; i < 100_000; i++) {
            hot += ops.key(i) == 0 ? 1 : 0;
        }
        // 1 / zeta(10^6, .99) = 6.5 %
        assertThat(hot).isBetween(6_000, 7_000);
    }

    @Test
    void populatesEachKeyOnceBeforeItDraws() {
        StateOps ops = new StateOps.Populating(1, KEYS);
        assertThat(ops.key(0)).isZero();
        assertThat(ops.key(KEYS - 1)).isEqualTo(KEYS - 1);
        for (long i = 0; i < 1_000; i++) {
            assertThat(ops.key(KEYS + i)).isEqualTo(Mix.below(Mix.h(1, KEYS + i, 0), KEYS));
        }
    }

    @Test
    void stateInPlaceIsTheStateOfAnEngine() {
        StateOps ops = new StateOps.Zipf(1);
        Map<Long, KeyState> states = new HashMap<>();
        Map<Long, KeyTotals> totals = new HashMap<>();
        for (long i = 0; i < 10_000; i++) {
            StateOp op = ops.op(i);
            KeyState old = states.get(op.key());
            states.put(op.key(), old == null ? KeyState.first(op, KeyState.NOTE) : old.plus(op));
            totals.computeIfAbsent(op.key(), KeyTotals::new).add(op.value());
        }
        assertThat(totals).hasSameSizeAs(states);
        totals.forEach((key, total) -> assertThat(total.state()).isEqualTo(states.get(key)));
    }

    @Test
    void theNoteHasTheLengthOfTheWorkload() {
        assertThat(KeyState.NOTE).hasSize(56);
    }

    @Test
    void randomNotesAreAsLongAndDifferByKey() {
        assertThat(KeyState.randomNote(7)).hasSize(56).isEqualTo(KeyState.randomNote(7));
        assertThat(KeyState.randomNote(8)).isNotEqualTo(KeyState.randomNote(7));
    }
}
