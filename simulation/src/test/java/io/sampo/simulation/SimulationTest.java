/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.stream.KeyedValue;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

class SimulationTest {
    private static final int NUMBERS = 600;
    private static final int KEYS = 7;

    /** Counts numbers by what is left when they are divided. */
    private static void count(
            StreamEnvironment environment,
            SimulatedWorld world,
            Sink<KeyedValue<Integer, Long>> sink) {
        environment
                .fromSource(
                        world.paced(
                                CollectionSource.of(IntStream.range(0, NUMBERS).boxed().toList())),
                        WatermarkStrategy.<Integer>noWatermarks(),
                        "numbers")
                .keyBy(number -> number % KEYS)
                .count()
                .name("count")
                .sinkTo(sink)
                .name("counts");
    }

    private static final Simulation COUNTING =
            Simulation.of((environment, world) -> count(environment, world, world.output("counts")))
                    .faults(Faults.everything())
                    .check(result -> assertThat(counts(result)).isEqualTo(expected()));

    private static List<String> counts(SimulationResult result) {
        return result.<KeyedValue<Integer, Long>>output("counts").stream()
                .map(count -> count.key() + " " + count.value())
                .sorted()
                .toList();
    }

    private static List<String> expected() {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < NUMBERS; number++) {
            lines.add(number % KEYS + " " + counts.merge(number % KEYS, 1, Integer::sum));
        }
        return lines.stream().sorted().toList();
    }

    @SimulatedSeeds(20)
    void resultsAreExactWhateverFails(long seed) {
        COUNTING.seed(seed).run();
    }

    @Test
    void faultsStrike() {
        long starts = 0;
        for (long seed = 1; seed <= 10; seed++) {
            starts += COUNTING.seed(seed).run().starts();
        }

        assertThat(starts).as("starts of ten processes that crash up to twice").isGreaterThan(15);
    }

    /** Without the last checkpoint there is no end, and without space no checkpoint. */
    @Test
    void aJobEndsWhenThereIsSpaceAgain() {
        int late = 0;
        for (long seed = 1; seed <= 10; seed++) {
            SimulationResult result =
                    COUNTING.seed(seed)
                            .faults(Faults.fullStorage().every(Duration.ofMillis(40)).times(4))
                            .run();
            late += result.elapsed().compareTo(Duration.ofMillis(700)) > 0 ? 1 : 0;
        }

        assertThat(late).as("jobs that otherwise take half a second").isGreaterThan(3);
    }

    @SimulatedSeeds(10)
    void oneSeedGivesOneHistory(long seed) {
        SimulationResult first = COUNTING.seed(seed).run();
        SimulationResult again = COUNTING.seed(seed).run();

        assertThat(again.traceHash()).isEqualTo(first.traceHash());
        assertThat(again.timeline()).isEqualTo(first.timeline());
    }

    @Test
    void otherSeedsGiveOtherHistories() {
        assertThat(COUNTING.seed(1).run().traceHash())
                .isNotEqualTo(COUNTING.seed(2).run().traceHash());
    }

    /** Appends to something outside at once, so what is written again is there twice. */
    private record AppendingSink(OutsideStore<List<String>> outside)
            implements Sink<KeyedValue<Integer, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<KeyedValue<Integer, Long>> createWriter(SinkContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(KeyedValue<Integer, Long> count, long timestamp) {
                    outside.get().add(count.key() + " " + count.value());
                }

                @Override
                public void flush(boolean endOfInput) {}
            };
        }
    }

    @Test
    void aSinkThatIsNotIdempotentIsFoundAndTheFaultsAreFew() {
        Simulation simulation =
                Simulation.of(
                                (environment, world) ->
                                        count(
                                                environment,
                                                world,
                                                new AppendingSink(
                                                        world.store("lines", ArrayList::new))))
                        .seed(3)
                        .faults(Faults.everything())
                        .check(
                                result ->
                                        assertThat(result.<List<String>>store("lines"))
                                                .hasSize(expected().size()));

        SimulationFailure failure = catchThrowableOfType(SimulationFailure.class, simulation::run);

        assertThat(failure.seed()).isEqualTo(3);
        assertThat(failure.faults()).hasSize(1);
        assertThat(failure.getMessage())
                .as("what is wrong may be long, so it comes last")
                .startsWith("seed 3, with these of 9 faults: " + failure.faults().get(0) + "\n")
                .containsSubsequence(
                        "\nagain in a test: .seed(3), or @SimulatedSeeds(value = 1, from = 3)\n",
                        "the process starts",
                        "the job is FINISHED")
                .endsWith("\n" + failure.what());
    }

    @Test
    void aCheckThatCannotReadTheResultIsToldWithTheSeed() {
        Simulation simulation =
                Simulation.of(
                                (environment, world) ->
                                        count(environment, world, world.output("counts")))
                        .seed(5)
                        .check(
                                result -> {
                                    throw new IllegalStateException("unreadable");
                                });

        assertThatThrownBy(simulation::run)
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("unreadable")
                .hasMessageContaining("seed 5, with none of 0 faults\n");
    }

    /** The thread that it throws in has the turn. */
    @Test
    @Timeout(60)
    void aTaskThatThrowsIsToldWithTheSeed() {
        Simulation simulation =
                Simulation.of(
                                (environment, world) -> {
                                    world.outside()
                                            .execute(
                                                    () -> {
                                                        throw new IllegalStateException("a bug");
                                                    });
                                    count(environment, world, world.output("counts"));
                                })
                        .seed(5);

        SimulationFailure failure = catchThrowableOfType(SimulationFailure.class, simulation::run);

        assertThat(failure.seed()).isEqualTo(5);
        assertThat(failure.what()).isEqualTo("A task has thrown: a bug");
    }

    /** A function may clear the context, as at the end of what it does for a record. */
    @Test
    void whatIsLoggedMeanwhileIsMarked() {
        MDC.put("sampo.simulation", "of the test");
        SimulationResult result =
                Simulation.of(
                                (environment, world) ->
                                        environment
                                                .fromElements(1, 2, 3)
                                                .name("numbers")
                                                .map(number -> MDC.get("sampo.simulation"))
                                                .name("marks")
                                                .keyBy(mark -> mark)
                                                .reduce(
                                                        (first, second) -> {
                                                            MDC.clear();
                                                            return first;
                                                        })
                                                .name("clears")
                                                .sinkTo(world.output("marks"))
                                                .name("out"))
                        .run();

        assertThat(result.<String>output("marks")).containsExactly("true", "true", "true");
        assertThat(MDC.get("sampo.simulation")).isEqualTo("of the test");
        MDC.remove("sampo.simulation");
    }

    @Test
    void aJobThatAlwaysFailsIsToldWithItsCause() {
        Simulation simulation =
                Simulation.of(
                        (environment, world) ->
                                environment
                                        .fromElements(1, 2, 3)
                                        .name("numbers")
                                        .map(number -> 10 / (number - 2))
                                        .name("fails")
                                        .sinkTo(world.output("never"))
                                        .name("never"));

        SimulationFailure failure = catchThrowableOfType(SimulationFailure.class, simulation::run);

        assertThat(failure.what())
                .startsWith("The job failed: ")
                .contains("operator=fails", "/ by zero");
    }
}
