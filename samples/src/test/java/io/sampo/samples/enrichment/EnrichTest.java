/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.connect.KeyedBroadcastOperator;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import io.sampo.samples.flightdelays.Flight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function in its operator, without a job. */
class EnrichTest {
    private static final HarnessSetup<FromInput<Flight, AirportVersion>, EnrichedFlight> ENRICH =
            TwoInputHarness.<String, Flight, AirportVersion, EnrichedFlight>keyedFirst(
                    () -> new KeyedBroadcastOperator<>(new Enrich(), Set.of("versions")),
                    Flight::origin);

    private static final Flight NINE = flight("09:00");
    private static final Flight TEN = flight("10:00");
    private static final Flight ELEVEN = flight("11:00");

    private static Flight flight(String time) {
        return new Flight("2001/02/03 " + time, 5, 100, "AAA", "BBB");
    }

    private static AirportVersion version(String time, String iata, String name) {
        return new AirportVersion(
                time.isEmpty() ? "" : "2001/02/03 " + time, iata, name, "City", "USA");
    }

    private static HarnessStep<FromInput<Flight, AirportVersion>> step(Flight flight) {
        return HarnessStep.record(FromInput.first(flight), flight.scheduledMillis());
    }

    private static HarnessStep<FromInput<Flight, AirportVersion>> step(AirportVersion version) {
        return HarnessStep.record(FromInput.second(version), version.fromMillis());
    }

    private static List<String> origins(
            OperatorHarness<FromInput<Flight, AirportVersion>, EnrichedFlight> harness) {
        return harness.output().stream()
                .map(flight -> flight.date().substring(11) + " " + flight.origin().name())
                .toList();
    }

    @Test
    void aFlightWaitsForTheWatermarkOfItsTime() {
        try (var harness = ENRICH.open()) {
            harness.step(step(TEN));
            harness.step(step(version("", "AAA", "Alpha")));
            harness.step(step(version("", "BBB", "Beta")));
            harness.watermark(TEN.scheduledMillis() - 1);
            assertThat(harness.output()).isEmpty();

            harness.step(step(version("10:00", "AAA", "Alpha, corrected")));
            harness.watermark(TEN.scheduledMillis());
            assertThat(origins(harness)).containsExactly("10:00 Alpha, corrected");
        }
    }

    @Test
    void aLateFlightGetsWhatWasKnownAtItsTime() {
        try (var harness = ENRICH.open()) {
            harness.step(step(version("", "AAA", "Alpha")));
            harness.step(step(version("", "BBB", "Beta")));
            harness.step(step(version("10:00", "AAA", "Alpha, corrected")));
            harness.watermark(ELEVEN.scheduledMillis());
            harness.step(step(NINE));
            harness.watermark(ELEVEN.scheduledMillis() + 1);
            assertThat(origins(harness)).containsExactly("09:00 Alpha");
        }
    }

    @Test
    void eachAirportThatIsNotKnownIsNamed() {
        try (var harness = ENRICH.open()) {
            harness.step(step(version("", "AAA", "Alpha")));
            harness.step(step(version("10:00", "AAA", "")));
            harness.step(step(version("11:00", "BBB", "Beta")));
            List.of(NINE, TEN, ELEVEN).forEach(flight -> harness.step(step(flight)));
            harness.endInput();

            assertThat(harness.output()).isEmpty();
            assertThat(harness.sideOutput(Enrich.UNKNOWN))
                    .containsExactly(
                            new UnknownAirports(List.of("BBB"), NINE),
                            new UnknownAirports(List.of("AAA", "BBB"), TEN),
                            new UnknownAirports(List.of("AAA"), ELEVEN));
        }
    }

    /** They have several senders, and every subtask must come to the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inWhateverOrderVersionsComeTheyMeanTheSame(long seed) {
        List<AirportVersion> versions = new ArrayList<>();
        versions.add(version("", "BBB", "Beta"));
        versions.add(version("", "AAA", "Alpha"));
        versions.add(version("10:00", "AAA", "Alpha, corrected"));
        versions.add(version("10:00", "AAA", "Alpha, also corrected"));
        versions.add(version("11:00", "AAA", "Alpha, at last"));
        Random random = new Random(seed);
        for (int run = 0; run < 20; run++) {
            Collections.shuffle(versions, random);
            List<HarnessStep<FromInput<Flight, AirportVersion>>> script = new ArrayList<>();
            List.of(NINE, TEN, ELEVEN).forEach(flight -> script.add(step(flight)));
            versions.forEach(version -> script.add(step(version)));
            script.add(HarnessStep.end());

            assertThat(ENRICH.runExhaustively(script))
                    .as("seed=%d run=%d %s", seed, run, versions)
                    .filteredOn(Emitted.Result.class::isInstance)
                    .extracting(
                            one ->
                                    ((EnrichedFlight) ((Emitted.Result) one).value())
                                            .origin()
                                            .name())
                    .containsExactly("Alpha", "Alpha, corrected", "Alpha, at last");
        }
    }
}
