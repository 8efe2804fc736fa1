/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.sessionization;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.simulation.Faults;
import io.sampo.simulation.SimulatedSeeds;
import io.sampo.simulation.Simulation;
import io.sampo.simulation.SimulationResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sessions that stand in the end, against sorting all clicks. */
class SessionizationTest {
    private static final long CLICKS = 20_000;

    @TempDir Path directory;

    private static List<Click> clicks(long seed, long count) {
        return LongStream.range(0, count)
                .mapToObj(index -> SessionizationJob.click(seed, index))
                .toList();
    }

    private static List<Session> plainly(List<Click> clicks) {
        Map<String, List<Long>> byUser = new TreeMap<>();
        clicks.forEach(
                click ->
                        byUser.computeIfAbsent(click.user(), user -> new ArrayList<>())
                                .add(click.atMillis()));
        long gap = SessionizationJob.GAP.toMillis();
        List<Session> sessions = new ArrayList<>();
        byUser.forEach(
                (user, times) -> {
                    times.sort(null);
                    int first = 0;
                    for (int i = 1; i <= times.size(); i++) {
                        if (i == times.size() || times.get(i) - times.get(i - 1) > gap) {
                            sessions.add(
                                    new Session(
                                            user,
                                            times.get(first),
                                            times.get(i - 1) + gap,
                                            i - first));
                            first = i;
                        }
                    }
                });
        return sessions;
    }

    @ParameterizedTest
    @CsvSource({"0, 1, heap", "1, 2, heap", "2, 3, rocksdb"})
    void whatStandsInTheEndIsThatOfAPlainComputation(long seed, int parallelism, String backend) {
        StreamEnvironment environment = StreamEnvironment.local();
        environment.setParallelism(parallelism);
        environment.setStateBackend(backend);
        environment.set("sampo.checkpoint.dir", directory.toString());
        environment.set("sampo.checkpoint.interval", "20ms");
        LastWord lastWord = new LastWord();
        SessionizationJob.build(environment, seed, CLICKS)
                .executeAndCollect()
                .forEach(lastWord::take);

        assertThat(lastWord.sessions())
                .as("seed=%d", seed)
                .containsExactlyInAnyOrderElementsOf(plainly(clicks(seed, CLICKS)));
        assertThat(lastWord.replaced()).as("corrected by late clicks").isGreaterThan(100);
    }

    private static List<Session> whatStands(SimulationResult result) {
        LastWord lastWord = new LastWord();
        result.<Session>output("sessions").forEach(lastWord::take);
        return List.copyOf(lastWord.sessions());
    }

    @SimulatedSeeds(20)
    void theSameSessionsStandWhateverHappens(long seed) {
        List<Click> clicks = clicks(seed, 1_000);
        WatermarkStrategy<Click> times =
                WatermarkStrategy.<Click>forBoundedOutOfOrderness(SessionizationJob.DISORDER)
                        .withTimestampAssigner((click, before) -> click.atMillis());
        Simulation.of(
                        (environment, world) ->
                                SessionizationJob.sessions(
                                                environment.fromSource(
                                                        world.paced(CollectionSource.of(clicks)),
                                                        times,
                                                        "clicks"))
                                        .sinkTo(world.output("sessions"))
                                        .name("out"))
                .seed(seed)
                .faults(Faults.everything())
                .check(
                        result ->
                                assertThat(whatStands(result))
                                        .containsExactlyInAnyOrderElementsOf(plainly(clicks)))
                .run();
    }

    @Test
    void theProgramPrintsTheLongestSessions() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            new Sessionization().run(new ProgramArguments(Map.of("--clicks", "2000")));
        } finally {
            System.setOut(before);
        }

        assertThat(heard.toString(StandardCharsets.UTF_8))
                .startsWith("sessionization: 2,000 clicks, ")
                .contains("were corrected by late clicks")
                .containsPattern("user-\\d+ +1970-01-0\\d");
    }
}
