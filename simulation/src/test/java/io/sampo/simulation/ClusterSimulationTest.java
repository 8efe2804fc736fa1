/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.sink.Sink;
import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterSimulationTest {
    private static final int NODES = 3;
    private static final int NUMBERS = 600;
    private static final int KEYS = 12;

    private static final Simulation NUMBERED =
            numbered(world -> world.output("numbers"))
                    .check(
                            result -> {
                                List<Integer> committed = result.output("numbers");
                                assertThat(committed.stream().sorted().toList())
                                        .isEqualTo(numbers());
                            });

    private static final Simulation AT_ONCE =
            numbered(world -> world.outputAtOnce("numbers"))
                    .check(
                            result -> {
                                List<Integer> written = result.output("numbers");
                                assertThat(written.stream().distinct().sorted().toList())
                                        .isEqualTo(numbers());
                            });

    private static Simulation numbered(Function<SimulatedWorld, Sink<Integer>> output) {
        return Simulation.of(
                        (environment, world) ->
                                environment
                                        .fromSource(
                                                world.paced(CollectionSource.of(numbers())),
                                                WatermarkStrategy.<Integer>noWatermarks(),
                                                "numbers")
                                        .keyBy(number -> number % KEYS)
                                        .reduce((before, number) -> number)
                                        .name("last")
                                        .sinkTo(output.apply(world))
                                        .name("results"))
                .nodes(NODES);
    }

    private static List<Integer> numbers() {
        return IntStream.range(0, NUMBERS).boxed().toList();
    }

    private static boolean isTold(SimulationResult result, String what) {
        return result.timeline().stream().anyMatch(line -> line.contains(what));
    }

    @Test
    void aJobRunsOnAllNodesWithoutFaults() {
        SimulationResult result = NUMBERED.run();

        assertThat(result.starts()).isEqualTo(NODES);
        assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(5));
    }

    @SimulatedSeeds(20)
    void resultsAreExactWhateverFails(long seed) {
        NUMBERED.seed(seed).faults(Faults.everythingOnNodes()).run();
    }

    @SimulatedSeeds(5)
    void oneSeedGivesOneHistory(long seed) {
        Simulation simulation = NUMBERED.seed(seed).faults(Faults.everythingOnNodes());
        SimulationResult first = simulation.run();
        SimulationResult again = simulation.run();

        assertThat(again.traceHash()).isEqualTo(first.traceHash());
        assertThat(again.timeline()).isEqualTo(first.timeline());
    }

    /** Those whose node lives on have lost channels, so the job goes on from a checkpoint. */
    @Test
    void aNodeThatDiesIsReplacedAndTheJobGoesOn() {
        int starts = 0;
        for (long seed = 1; seed <= 10; seed++) {
            SimulationResult result =
                    NUMBERED.seed(seed)
                            .faults(Faults.nodeCrashes().every(Duration.ofMillis(40)).times(2))
                            .run();
            assertThat(isTold(result, "dies")).as("seed %d", seed).isTrue();
            starts += result.starts() - NODES;
        }

        assertThat(starts).as("processes in place of others").isGreaterThan(5);
    }

    /** How the job is, is only asked now and then. */
    @Test
    void connectionsThatAreLostMakeTheJobStartAgain() {
        int seen = 0;
        for (long seed = 1; seed <= 10; seed++) {
            SimulationResult result =
                    NUMBERED.seed(seed)
                            .faults(Faults.connectionLosses().every(Duration.ofMillis(60)).times(4))
                            .run();
            assertThat(result.starts()).as("seed %d", seed).isEqualTo(NODES);
            seen += isTold(result, "RESTARTING") ? 1 : 0;
        }

        assertThat(seen).as("histories with a restart").isPositive();
    }

    /** The job master among them: another one goes on, and then there are two for a while. */
    @SimulatedSeeds(10)
    void whoeverStandsStillForTooLongIsGivenUp(long seed) {
        absences(seed).run();
    }

    private static Simulation absences(long seed) {
        return NUMBERED.seed(seed)
                .faults(
                        Faults.nodePauses()
                                .and(Faults.partitions())
                                .every(Duration.ofMillis(60))
                                .times(3));
    }

    /** Some jobs end while a process is dead and does not know it: nothing of it may stay. */
    @Test
    void aHistoryIsTheSameBehindAnyOther() {
        Map<Long, Long> forwards = new TreeMap<>();
        Map<Long, Long> backwards = new TreeMap<>();
        for (long seed = 1; seed <= 10; seed++) {
            forwards.put(seed, absences(seed).run().traceHash());
        }
        for (long seed = 10; seed >= 1; seed--) {
            backwards.put(seed, absences(seed).run().traceHash());
        }

        assertThat(backwards).isEqualTo(forwards);
    }

    /** Acknowledgements among them; nobody is given up for that. */
    @Test
    void aJobEndsThoughMessagesComeLate() {
        int late = 0;
        for (long seed = 1; seed <= 10; seed++) {
            SimulationResult result =
                    NUMBERED.seed(seed)
                            .faults(Faults.lateMessages().every(Duration.ofMillis(40)).times(1))
                            .run();
            assertThat(result.starts()).as("seed %d", seed).isEqualTo(NODES);
            late += result.elapsed().compareTo(Duration.ofMillis(1_500)) > 0 ? 1 : 0;
        }

        assertThat(late).as("jobs that otherwise take less than a second").isGreaterThan(3);
    }

    /** Copies of checkpoints are written there, and the job does without them. */
    @Test
    void aJobEndsThoughDisksOfNodesAreFull() {
        int felt = 0;
        for (long seed = 1; seed <= 20; seed++) {
            SimulationResult result =
                    NUMBERED.seed(seed)
                            .faults(Faults.fullNodes().every(Duration.ofMillis(40)).times(8))
                            .run();
            assertThat(result.starts()).as("seed %d", seed).isEqualTo(NODES);
            felt += tells(result, "had no space: writes=[1-9]") ? 1 : 0;
        }

        assertThat(felt).as("histories in which something was to be written").isGreaterThan(3);
    }

    /** Where sinks commit, subtasks end with their master. */
    @SimulatedSeeds(10)
    void resultsAreExactWhoeverHasTheMaster(long seed) {
        NUMBERED.seed(seed)
                .faults(
                        Faults.handOvers()
                                .and(Faults.connectionLosses())
                                .and(Faults.nodeCrashes())
                                .every(Duration.ofMillis(60))
                                .times(3))
                .run();
    }

    /** Subtasks go on without their master, and what they write then comes again. */
    @Test
    void whatIsWrittenAtOnceGoesOnWhileTheMasterIsHandedOver() {
        int repeated = 0;
        for (long seed = 1; seed <= 10; seed++) {
            SimulationResult result =
                    AT_ONCE.seed(seed)
                            .faults(Faults.handOvers().every(Duration.ofMillis(80)).times(2))
                            .run();
            assertThat(result.starts()).as("seed %d", seed).isEqualTo(NODES);
            List<Integer> written = result.output("numbers");
            repeated += written.size() > NUMBERS ? 1 : 0;
        }

        assertThat(repeated).as("histories in which something came again").isPositive();
    }

    @SimulatedSeeds(20)
    void whatIsWrittenAtOnceIsCompleteWhateverFails(long seed) {
        AT_ONCE.seed(seed)
                .faults(
                        Faults.everythingOnNodes()
                                .and(Faults.handOvers().every(Duration.ofMillis(80)).times(2)))
                .run();
    }

    /** Nobody is given up for that, and nobody told: what waits for an answer waits its time. */
    @Test
    void aJobEndsThoughMessagesAreLost() {
        int felt = 0;
        for (long seed = 1; seed <= 20; seed++) {
            SimulationResult result =
                    NUMBERED.seed(seed)
                            .faults(Faults.lostMessages().every(Duration.ofMillis(40)))
                            .run();
            assertThat(result.starts()).as("seed %d", seed).isEqualTo(NODES);
            felt += tells(result, "has lost messages: [1-9]") ? 1 : 0;
        }

        assertThat(felt).as("histories with messages that were lost").isGreaterThan(10);
    }

    private static boolean tells(SimulationResult result, String pattern) {
        Pattern searched = Pattern.compile(pattern);
        return result.timeline().stream().anyMatch(line -> searched.matcher(line).find());
    }

    @Test
    void aSingleProcessHasNoNodesThatDie() {
        assertThatThrownBy(() -> NUMBERED.nodes(1).faults(Faults.nodeCrashes()).run())
                .hasMessageContaining("NODE_CRASH")
                .hasMessageContaining("nodes(3)");
    }

    @Test
    void noNodesAreRefused() {
        assertThatThrownBy(() -> NUMBERED.nodes(0)).hasMessageContaining("nodes=0");
    }
}
