/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.evictor.DeltaEvictor;
import io.sampo.operators.window.evictor.TimeEvictor;
import io.sampo.operators.window.trigger.ContinuousEventTimeTrigger;
import io.sampo.operators.window.trigger.ContinuousProcessingTimeTrigger;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.DeltaTrigger;
import io.sampo.operators.window.trigger.ProcessingTimeoutTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows of all kinds are stored, restored and dealt out anew, and do the same as without. */
class WindowRestoreTest {
    @Test
    void storingAndRestoringAtAnyPointChangesNothing() {
        for (int seed = 0; seed < 24; seed++) {
            Random random = new Random(seed);
            List<BatchWindows.Event> events = BatchWindows.events(random, 40);
            WindowSpec<Reading, TimeWindow> spec = anySpec(seed);
            HarnessSetup<Reading, String> setup =
                    seed % 2 == 0 ? WindowJobs.sums(spec) : WindowJobs.lists(spec);

            List<Emitted> emitted = setup.runExhaustively(eagerScript(random, events));

            assertThat(emitted).as("seed=%d", seed).hasSizeGreaterThan(10);
        }
    }

    private static WindowSpec<Reading, TimeWindow> anySpec(int seed) {
        WindowSpec<Reading, TimeWindow> spec =
                switch (seed % 6) {
                    case 0 -> WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
                    case 1 -> WindowSpec.of(SlidingEventTimeWindows.of(millis(12), millis(5)));
                    case 2 -> WindowSpec.of(EventTimeSessionWindows.withGap(millis(9)));
                    case 3 -> WindowSpec.of(TumblingProcessingTimeWindows.of(millis(10)));
                    case 4 -> WindowSpec.of(ProcessingTimeSessionWindows.withGap(millis(4)));
                    default ->
                            WindowSpec.<Reading, TimeWindow>of(
                                            EventTimeSessionWindows.withGap(millis(9)))
                                    .withTrigger(CountTrigger.of(2));
                };
        return seed < 12
                ? spec.withLateOutput(WindowJobs.LATE)
                : spec.withAllowedLateness(millis(15));
    }

    @Test
    void storingAndRestoringWithAnyTriggerAndEvictorChangesNothing() {
        List<WindowSpec<Reading, ?>> specs = specs();
        for (int i = 0; i < specs.size(); i++) {
            Random random = new Random(i);
            List<HarnessStep<Reading>> script =
                    eagerScript(random, BatchWindows.events(random, 30));
            for (HarnessSetup<Reading, String> setup :
                    List.of(
                            WindowJobs.sums(specs.get(i)),
                            WindowJobs.reductions(specs.get(i)),
                            WindowJobs.lists(specs.get(i)))) {
                assertThat(setup.runExhaustively(script))
                        .as("seed=%d windows=%s", i, specs.get(i))
                        .filteredOn(emitted -> emitted instanceof Emitted.Result)
                        .hasSizeGreaterThan(2);
            }
        }
    }

    @Test
    void otherSubtasksGoOnWithAnyTriggerAndEvictor() {
        List<WindowSpec<Reading, ?>> specs = specs();
        for (int i = 0; i < specs.size(); i++) {
            Random random = new Random(i);
            List<HarnessStep<Reading>> script =
                    eagerScript(random, BatchWindows.events(random, 60));
            HarnessSetup<Reading, String> setup = WindowJobs.lists(specs.get(i));
            if (i % 3 == 0) {
                // Not all: each store takes files and time.
                setup = Backends.ROCKSDB.of(setup);
            }
            List<Emitted> whole = new ArrayList<>();
            part(setup, List.of(), script, whole);

            List<Emitted> divided = new ArrayList<>();
            List<HarnessSnapshot> halves = new ArrayList<>();
            for (int subtask = 0; subtask < 2; subtask++) {
                HarnessSetup<Reading, String> half = setup.withSubtask(subtask, 2);
                halves.add(part(half, List.of(), script.subList(0, 40), divided));
            }
            for (int subtask = 0; subtask < 3; subtask++) {
                HarnessSetup<Reading, String> third = setup.withSubtask(subtask, 3);
                part(third, halves, script.subList(40, script.size()), divided);
            }
            assertThat(divided)
                    .as("seed=%d windows=%s", i, specs.get(i))
                    .containsExactlyInAnyOrderElementsOf(whole)
                    .hasSizeGreaterThan(2);
        }
    }

    /** Runs a part of a script in one subtask, as far as it concerns it, and adds the results. */
    private static HarnessSnapshot part(
            HarnessSetup<Reading, String> setup,
            List<HarnessSnapshot> before,
            List<HarnessStep<Reading>> script,
            List<Emitted> results) {
        try (OperatorHarness<Reading, String> harness =
                before.isEmpty() ? setup.open() : setup.restore(HarnessSnapshot.ofAll(before))) {
            for (HarnessStep<Reading> step : script) {
                if (!(step instanceof HarnessStep.Element<Reading> element)
                        || harness.owns(element.value())) {
                    harness.step(step);
                }
            }
            harness.emitted().stream()
                    .filter(emitted -> emitted instanceof Emitted.Result)
                    .forEach(results::add);
            return harness.snapshot();
        }
    }

    private static List<WindowSpec<Reading, ?>> specs() {
        WindowSpec<Reading, TimeWindow> tumbling =
                WindowSpec.of(TumblingEventTimeWindows.of(millis(20)));
        WindowSpec<Reading, TimeWindow> cumulating =
                WindowSpec.of(CumulatingEventTimeWindows.of(millis(30), millis(10)));
        WindowSpec<Reading, TimeWindow> cumulatingByClock =
                WindowSpec.of(CumulatingProcessingTimeWindows.of(millis(12), millis(4)));
        WindowSpec<Reading, TimeWindow> sessions =
                WindowSpec.of(EventTimeSessionWindows.withGap(millis(9)));
        WindowSpec<Reading, TimeWindow> sessionsByClock =
                WindowSpec.of(ProcessingTimeSessionWindows.withGap(millis(5)));
        WindowSpec<Reading, TimeWindow> dynamic =
                WindowSpec.of(
                        EventTimeSessionWindows.<Reading>withDynamicGap(
                                reading -> 1 + reading.value() % 17));
        WindowSpec<Reading, GlobalWindow> global = WindowSpec.of(GlobalWindows.create());
        WindowSpec<Reading, GlobalWindow> untilTheEnd =
                WindowSpec.of(GlobalWindows.createWithEndOfStreamTrigger());
        ContinuousEventTimeTrigger every7 = ContinuousEventTimeTrigger.of(millis(7));
        ContinuousProcessingTimeTrigger clock3 = ContinuousProcessingTimeTrigger.of(millis(3));
        ProcessingTimeoutTrigger<Object, Window> timeout =
                ProcessingTimeoutTrigger.of(CountTrigger.of(3), millis(5), true, true);
        DeltaTrigger<Reading> delta =
                DeltaTrigger.of(30, (Reading a, Reading b) -> Math.abs(a.value() - b.value()));
        DeltaEvictor<Reading> near =
                DeltaEvictor.of(40, (Reading a, Reading b) -> Math.abs(a.value() - b.value()));
        return List.of(
                tumbling.withTrigger(every7),
                tumbling.withTrigger(clock3).withAllowedLateness(millis(30)),
                tumbling.withTrigger(delta).withEvictor(TimeEvictor.of(millis(4))),
                tumbling.withTrigger(timeout),
                cumulating,
                cumulating.withTrigger(PurgingTrigger.of(every7)),
                cumulatingByClock,
                cumulatingByClock.withEvictor(near),
                sessions.withTrigger(every7),
                sessions.withEvictor(CountEvictor.of(2)).withAllowedLateness(millis(30)),
                sessionsByClock.withTrigger(clock3),
                dynamic,
                dynamic.withTrigger(PurgingTrigger.of(clock3)),
                untilTheEnd,
                untilTheEnd.withEvictor(CountEvictor.of(4)),
                global.withTrigger(CountTrigger.of(2)).withEvictor(CountEvictor.of(3)),
                global.withTrigger(every7).withEvictor(TimeEvictor.of(millis(9), true)),
                global.withTrigger(PurgingTrigger.of(clock3)),
                global.withTrigger(PurgingTrigger.of(timeout)),
                global.withTrigger(delta));
    }

    /** With watermarks that make some events late, and a clock that moves. */
    private static List<HarnessStep<Reading>> eagerScript(
            Random random, List<BatchWindows.Event> events) {
        List<HarnessStep<Reading>> script = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        long clock = 0;
        for (BatchWindows.Event event : events) {
            script.add(HarnessStep.record(event.reading(), event.timestamp()));
            if (random.nextInt(3) == 0 && event.timestamp() > watermark) {
                watermark = event.timestamp();
                script.add(HarnessStep.watermark(watermark));
            }
            if (random.nextInt(3) == 0) {
                clock += random.nextInt(8);
                script.add(HarnessStep.time(clock));
            }
        }
        script.add(HarnessStep.end());
        return script;
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
