/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.sink.SharedState;
import io.sampo.operators.testkit.FakeContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubtaskSinkContextTest {
    record Pool(int subtask, List<String> ids) {}

    private static SharedState<Pool> pools(FakeContext context) {
        return new SubtaskSinkContext(context).sharedState("pools", Pool.class);
    }

    @Test
    void whatIsStoredLastIsRestored() throws Exception {
        FakeContext context = FakeContext.of("sink");
        SharedState<Pool> pools = pools(context);
        assertThat(pools.restored()).isEmpty();
        pools.store(List.of(new Pool(0, List.of("old"))));
        pools.store(List.of(new Pool(0, List.of("a", "b"))));
        assertThat(pools.restored()).isEmpty();

        SharedState<Pool> again = pools(context.restored(context.snapshot()));

        assertThat(again.restored()).containsExactly(new Pool(0, List.of("a", "b")));
    }

    @Test
    void aCommitCanBeAwayForACheckpointAndARestart() {
        FakeContext context =
                FakeContext.of("sink")
                        .with("sampo.checkpoint.interval = 10 s")
                        .with("sampo.checkpoint.timeout = 2 m")
                        .with("sampo.restart.delay = 1 s")
                        .with("sampo.restart.max-delay = 30 s");

        assertThat(new SubtaskSinkContext(context).commitDelay())
                .isEqualTo(Duration.ofSeconds(10 + 120 + 30));
        assertThat(
                        new SubtaskSinkContext(
                                        context.with("sampo.checkpoint.interval = off")
                                                .with("sampo.restart.delay = 40 s"))
                                .commitDelay())
                .isEqualTo(Duration.ofSeconds(120 + 40));
    }
}
