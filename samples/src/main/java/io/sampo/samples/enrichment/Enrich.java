/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

import io.sampo.core.type.TypeHint;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.samples.flightdelays.Flight;
import io.sampo.state.BroadcastState;
import io.sampo.state.MapState;
import io.sampo.state.ReadOnlyBroadcastState;
import io.sampo.state.StateDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells flights of their airports. There is no order between flights and airports, so each flight
 * waits until the watermark of both streams has reached its time: then all versions that may be
 * valid at that time are there, and each run gives the same results.
 *
 * <p>All versions are kept: airports are few, and flights may come late.
 */
final class Enrich
        extends KeyedBroadcastProcessFunction<String, Flight, AirportVersion, EnrichedFlight> {
    /** All versions by airport, the latest first. */
    static final StateDescriptor.Mapping<String, List<AirportVersion>> VERSIONS =
            StateDescriptor.map("versions", String.class, new TypeHint<List<AirportVersion>>() {});

    /** Flights of which an airport was not known at their time. */
    static final OutputTag<UnknownAirports> UNKNOWN =
            OutputTag.of("unknown airports", UnknownAirports.class);

    private static final long serialVersionUID = 1L;

    /**
     * Of two versions from the same time the same one must count in every subtask, in whatever
     * order they came.
     */
    private static final Comparator<AirportVersion> LATEST_FIRST =
            Comparator.comparingLong(AirportVersion::fromMillis)
                    .thenComparing(AirportVersion::toString)
                    .reversed();

    /** Flights that wait, by their times: a timer takes those of its time only. */
    private static final StateDescriptor.Mapping<Long, List<Flight>> WAITING =
            StateDescriptor.map("waiting", Long.class, new TypeHint<List<Flight>>() {});

    private transient @Nullable MapState<Long, List<Flight>> waiting;

    @Override
    public void open(RuntimeContext context) {
        waiting = context.getState(WAITING);
    }

    @Override
    public void processBroadcastElement(
            AirportVersion version, Context<String> context, Collector<EnrichedFlight> out) {
        BroadcastState<String, List<AirportVersion>> versions = context.getBroadcastState(VERSIONS);
        List<AirportVersion> before = versions.get(version.iata());
        // What is in the state is not to be changed, but to be set anew.
        List<AirportVersion> after = before == null ? new ArrayList<>() : new ArrayList<>(before);
        after.add(version);
        after.sort(LATEST_FIRST);
        versions.put(version.iata(), after);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void processElement(
            Flight flight, ReadOnlyContext<String> context, Collector<EnrichedFlight> out)
            throws Exception {
        long time = context.timestamp();
        List<Flight> before = waiting.get(time);
        List<Flight> after = before == null ? new ArrayList<>() : new ArrayList<>(before);
        after.add(flight);
        waiting.put(time, after);
        context.timerService().registerEventTimeTimer(time);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void onTimer(long time, OnTimerContext<String> context, Collector<EnrichedFlight> out)
            throws Exception {
        List<Flight> flights = waiting.get(time);
        if (flights == null) {
            return;
        }
        waiting.remove(time);
        ReadOnlyBroadcastState<String, List<AirportVersion>> versions =
                context.getBroadcastState(VERSIONS);
        for (Flight flight : flights) {
            Airport origin = validAt(time, versions.get(flight.origin()));
            Airport destination = validAt(time, versions.get(flight.destination()));
            if (origin != null && destination != null) {
                out.collect(
                        new EnrichedFlight(
                                flight.date(),
                                flight.delay(),
                                flight.distance(),
                                origin,
                                destination));
            } else {
                List<String> unknown = new ArrayList<>();
                if (origin == null) {
                    unknown.add(flight.origin());
                }
                if (destination == null) {
                    unknown.add(flight.destination());
                }
                context.output(UNKNOWN, new UnknownAirports(unknown, flight));
            }
        }
    }

    private static @Nullable Airport validAt(long time, @Nullable List<AirportVersion> versions) {
        if (versions == null) {
            return null;
        }
        for (AirportVersion version : versions) {
            if (version.fromMillis() <= time) {
                return version.isWithdrawn() ? null : version.airport();
            }
        }
        return null;
    }
}
