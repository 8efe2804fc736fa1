/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.async.AsyncFunction;
import io.sampo.operators.stream.AsyncDataStream;
import io.sampo.simulation.OutsideExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks a server about each record, and takes the answers as they come. */
final class AsyncCalls {
    private static final int READINGS = 300;
    private static final int CAPACITY = 8;

    private AsyncCalls() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        return KnownJob.of(
                (environment, world) ->
                        AsyncDataStream.unorderedWait(
                                        Reading.stream(environment, world, "readings", readings),
                                        ask(world.outside()),
                                        Duration.ofMinutes(5),
                                        CAPACITY)
                                .name("ask")
                                .process(new WatermarkGuard<>())
                                .name("guard")
                                .sinkTo(world.output(KnownJob.OUTPUT))
                                .name("results"),
                readings.stream().map(AsyncCalls::answer).toList());
    }

    private static AsyncFunction<Reading, String> ask(OutsideExecutor server) {
        return AsyncFunction.of(
                reading -> CompletableFuture.supplyAsync(() -> answer(reading), server));
    }

    private static String answer(Reading reading) {
        return "answer to " + reading.number();
    }
}
