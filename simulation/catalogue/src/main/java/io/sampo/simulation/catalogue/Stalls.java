/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.async.AsyncFunction;
import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.stream.AsyncDataStream;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.simulation.OutsideExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One receiver of several waits for minutes for an answer, and takes no records meanwhile. The
 * barriers for the others must not wait with it.
 */
final class Stalls {
    private static final int READINGS = 120;
    private static final int ONE_SLOW_IN = 60;
    private static final Duration SLOW = Duration.ofMinutes(3);

    private Stalls() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        return KnownJob.of(
                (environment, world) -> {
                    environment.set("sampo.runtime.local-channel-credits", 1);
                    environment.set("sampo.checkpoint.timeout", "1h");
                    long history = BarrierTimes.begin();
                    // without watermarks, which make nearly all work of a time without records
                    DataStream<Reading> stream =
                            environment.fromSource(
                                    world.paced(CollectionSource.of(readings)),
                                    WatermarkStrategy.<Reading>noWatermarks(),
                                    "readings");
                    stream.sinkTo(new BarrierWatch<>(history, true)).name("leaves");
                    DataStream<String> answers =
                            AsyncDataStream.unorderedWait(
                                            stream.partitionCustom(
                                                    (Integer number, int subtasks) ->
                                                            isSlow(number)
                                                                    ? BarrierWatch.SLOW
                                                                    : number % subtasks,
                                                    Reading::number),
                                            ask(world.outside(), world.outside(SLOW)),
                                            Duration.ofHours(1),
                                            1)
                                    .name("ask");
                    answers.sinkTo(new BarrierWatch<>(history, false)).name("arrives");
                    answers.sinkTo(world.output(KnownJob.OUTPUT)).name("results");
                },
                readings.stream().map(Stalls::answer).toList());
    }

    private static boolean isSlow(int number) {
        return number % ONE_SLOW_IN == ONE_SLOW_IN / 4;
    }

    private static AsyncFunction<Reading, String> ask(
            OutsideExecutor server, OutsideExecutor slowServer) {
        return AsyncFunction.of(
                reading ->
                        CompletableFuture.supplyAsync(
                                () -> answer(reading),
                                isSlow(reading.number()) ? slowServer : server));
    }

    private static String answer(Reading reading) {
        return "answer to " + reading.number();
    }
}
