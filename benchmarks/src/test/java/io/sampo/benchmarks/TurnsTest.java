/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TurnsTest {
    private static final MeasuringTask TASK = MeasuringTask.of(Workload.W1, 3, 1, 1_000);

    private final List<JsonLine> results = new ArrayList<>();

    @Test
    @Timeout(120)
    void whenOneFailsTheOthersGoOn() throws Exception {
        Turns turns = new Turns(2, Duration.ofMinutes(1), results::add);

        turns.measure(
                TASK,
                List.of(
                        ScriptedEngine.peer(ScriptedEngine.CRASHING),
                        ScriptedEngine.peer(ScriptedEngine.WRONG),
                        ScriptedEngine.peer("good")));

        assertThat(linesOf("good")).hasSize(6).noneMatch(line -> line.has("failed"));
        assertThat(linesOf(ScriptedEngine.CRASHING))
                .extracting(line -> line.text("failed"))
                .containsExactly("", "exit=7", "", "exit=7");
        assertThat(linesOf(ScriptedEngine.WRONG))
                .extracting(JsonLine::toString)
                .containsOnly(
                        "{\"engine\": \"wrong\", \"workload\": \"w1\", \"results\": 0,"
                                + " \"failed\": \"exit=1\"}")
                .hasSize(2);
        assertThat(turns.failures()).hasSize(4);
        assertThat(turns.failures().get(0))
                .startsWith("Failed: engine=crashing workload=w1 round=1 results=1 exit=7\n")
                .contains("\n    last words 11\n")
                .endsWith("\n    last words 30")
                .doesNotContain("last words 10\n");
        assertThat(turns.failures().get(3))
                .startsWith("Failed: engine=wrong workload=w1 round=2 results=0 exit=1\n")
                .contains("The result is wrong: engine=wrong workload=w1 seed=1 events=1000");
    }

    @Test
    @Timeout(60)
    void whatTakesTooLongIsEnded() throws Exception {
        Turns turns = new Turns(1, Duration.ofMillis(100), results::add);

        turns.measure(TASK, List.of(ScriptedEngine.peer(ScriptedEngine.HANGING)));

        assertThat(results)
                .singleElement()
                .extracting(line -> line.text("failed"))
                .isEqualTo("not over after 0 s");
    }

    @Test
    @Timeout(60)
    void whatCannotBeStartedHasFailed() throws Exception {
        Turns turns = new Turns(1, Duration.ofMinutes(1), results::add);
        Peer nobody = ScriptedEngine.peer("good");
        Peer peer =
                new Peer(
                        "nobody",
                        "no.such.Main",
                        nobody.classPath(),
                        nobody.jvmOptions(),
                        nobody.workloads());

        turns.measure(TASK, List.of(peer));

        assertThat(turns.failures())
                .singleElement()
                .asString()
                .contains("engine=nobody", "exit=1", "no.such.Main");
    }

    private List<JsonLine> linesOf(String engine) {
        return results.stream().filter(line -> line.text("engine").equals(engine)).toList();
    }
}
