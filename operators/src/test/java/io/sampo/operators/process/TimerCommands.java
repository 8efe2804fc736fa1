/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.timer.TimerService;

/**
 * Does with timers what the records say: {@code "ann event 100"}, {@code "bob delete-event 100"}.
 */
final class TimerCommands extends KeyedProcessFunction<String, String, String> {
    static final OutputTag<String> SIDE = OutputTag.of("side", String.class);
    private static final long serialVersionUID = 1L;

    static String keyOf(String command) {
        return command.substring(0, command.indexOf(' '));
    }

    @Override
    public void processElement(String command, Context<String> context, Collector<String> out) {
        String[] words = command.split(" ", -1);
        TimerService timers = context.timerService();
        long time = words.length > 2 ? Long.parseLong(words[2]) : 0;
        switch (words[1]) {
            case "event" -> timers.registerEventTimeTimer(time);
            case "clock" -> timers.registerProcessingTimeTimer(time);
            case "delete-event" -> timers.deleteEventTimeTimer(time);
            case "delete-clock" -> timers.deleteProcessingTimeTimer(time);
            case "side" -> context.output(SIDE, context.getCurrentKey());
            case "times" ->
                    out.collect(
                            context.timestamp()
                                    + " "
                                    + timers.currentWatermark()
                                    + " "
                                    + timers.currentProcessingTime());
            default -> throw new IllegalArgumentException(command);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
        String key = context.getCurrentKey();
        out.collect(
                key
                        + " "
                        + context.timeDomain()
                        + " "
                        + timestamp
                        + " at "
                        + context.timerService().currentWatermark());
        if (key.startsWith("chain")) {
            // Each timer sets the next two, one of which is due at once while the watermark is
            // high.
            context.timerService().registerEventTimeTimer(timestamp + 10);
            context.timerService().registerEventTimeTimer(timestamp + 1_000);
        }
        if (key.startsWith("past") && timestamp > 0) {
            context.timerService().registerEventTimeTimer(timestamp - 5);
        }
        if (key.startsWith("tick")) {
            context.timerService().registerProcessingTimeTimer(timestamp + 10);
        }
    }
}
