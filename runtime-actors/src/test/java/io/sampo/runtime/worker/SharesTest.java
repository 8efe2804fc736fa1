/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.worker.WorkerHost.Deploy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a node has of jobs, and what must not begin there any more. */
class SharesTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("shares-test");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long SECOND = 1_000_000_000;

    private final TestProbe<WorkerEvent> master = ACTORS.createTestProbe();
    private final Shares shares = new Shares(START_LIMIT);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private Deploy order(String runId, int attempt, int... indexes) {
        return order("job of " + runId, "sampo.parallelism=2", runId, attempt, indexes);
    }

    private Deploy order(String job, String settings, String runId, int attempt, int... indexes) {
        Map<SubtaskId, RestoredState> subtasks = new HashMap<>();
        for (int index : indexes) {
            subtasks.put(new SubtaskId(new OperatorId("source"), index), RestoredState.NONE);
            subtasks.put(new SubtaskId(new OperatorId("sink"), index), RestoredState.NONE);
        }
        return new Deploy(
                runId,
                HandMadeJobs.counting(job, 10, 2, 2, HandMadeJobs.settings(settings)),
                List.of(),
                attempt,
                new Placement(Map.of()),
                subtasks,
                null,
                master.ref());
    }

    @Test
    void aSlotHoldsASubtaskOfEachOperator() {
        shares.add(order("run", 1, 0, 2), 0);
        shares.add(order("other", 7, 1), 0);

        assertThat(shares.taken())
                .containsOnly(Map.entry("job of run", 2), Map.entry("job of other", 1));
    }

    @Test
    void aShareThatTookTooLongIsRefused() {
        Deploy order = order("run", 1, 0);
        shares.add(order, 5 * SECOND);

        assertThat(shares.refusal(order, 65 * SECOND)).isEmpty();
        assertThat(shares.refusal(order, 65 * SECOND + 1)).get().asString().contains("PT1M");
    }

    @Test
    void aShareOfAnAttemptThatIsOverIsRefused() {
        Deploy slow = order("run", 1, 0);
        Deploy next = order("run", 2, 0);
        shares.add(slow, 0);
        shares.add(next, SECOND);
        shares.add(order("other", 9, 0), SECOND);

        assertThat(shares.refusal(slow, SECOND)).contains("A later attempt has begun");
        assertThat(shares.refusal(next, SECOND)).isEmpty();

        shares.remove(next);

        assertThat(shares.refusal(slow, SECOND)).isEmpty();
    }

    /** Attempts of a job that keeps checkpoints count up, whichever master it has. */
    @Test
    void aRunFollowsThoseWithEarlierAttemptsOfTheSameJob() {
        String kept = "sampo.checkpoint.dir=/checkpoints";
        Deploy before = order("job", kept, "run", 4, 0);
        Deploy after = order("job", kept, "next run", 5, 0);
        Deploy other = order("other job", kept, "other", 4, 0);

        assertThat(Shares.Run.of(after).follows(before)).isTrue();
        assertThat(Shares.Run.of(before).follows(after)).isFalse();
        assertThat(Shares.Run.of(after).follows(other)).isFalse();
        assertThat(Shares.Run.of(order("job", kept, "run", 5, 0)).follows(before)).isFalse();
        assertThat(Shares.Run.of(after).follows(order("job", "", "run", 4, 0)))
                .as("of a job that begins anew")
                .isFalse();

        shares.add(after, 0);
        shares.add(before, SECOND);

        assertThat(shares.refusal(before, SECOND)).contains("A later attempt has begun");
        assertThat(shares.refusal(after, SECOND)).isEmpty();
    }

    @Test
    void aShareThatIsGoneIsNot() {
        Deploy order = order("run", 1, 0);
        shares.add(order, 0);
        assertThat(shares.hasJob("job of run")).isTrue();

        shares.remove(order);

        assertThat(shares.hasJob("job of run")).isFalse();
        assertThat(shares.all()).isEmpty();
        assertThat(shares.refusal(order, 0)).isPresent();
    }
}
