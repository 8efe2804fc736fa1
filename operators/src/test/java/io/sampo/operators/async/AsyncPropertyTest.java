/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.OperatorHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random answers, watermarks, failures and restores; each record must come out once. */
class AsyncPropertyTest {
    private static final int STEPS = 400;

    private HandClient client = new HandClient();

    @BeforeEach
    void reset() {
        client = HandClient.fresh();
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static HarnessSetup<String, String> setup(boolean ordered, int capacity) {
        AsyncFunction<String, String> function = HandClient.function();
        AsyncSettings<String> settings =
                new AsyncSettings<>(ordered, java.time.Duration.ZERO, capacity, null);
        return OperatorHarness.of(() -> new AsyncOperator<>(function, settings));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rule71_eachRecordComesOutOnceAndNeverBehindAWatermark(long seed) {
        Random random = new Random(seed);
        boolean ordered = random.nextBoolean();
        int capacity = 1 + random.nextInt(5);
        HarnessSetup<String, String> setup = setup(ordered, capacity);
        List<Emitted> emitted = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        OperatorHarness<String, String> harness = setup.open();
        for (int step = 0; step < STEPS; step++) {
            String place = "seed=" + seed + " step=" + step;
            int what = random.nextInt(10);
            if (what < 4 && !harness.isFull()) {
                sent.add("r" + sent.size());
                harness.process(sent.get(sent.size() - 1), sent.size());
            } else if (what < 8) {
                answerOne(random);
                harness.settle();
            } else if (what == 8) {
                harness.watermark(sent.size());
            } else {
                HarnessSnapshot snapshot = harness.snapshot();
                // What comes after the snapshot is undone by the failure.
                emitted.addAll(harness.emitted());
                answerOne(random);
                harness.settle();
                harness.close();
                client.forget();
                harness = setup.restore(snapshot);
            }
            assertThat(client.running().size()).as(place).isLessThanOrEqualTo(capacity);
        }
        harness.endInput();
        while (!harness.isFinished()) {
            answerOne(random);
            harness.settle();
        }
        emitted.addAll(harness.emitted());
        harness.close();
        assertSound(emitted, sent, ordered, "seed=" + seed);
    }

    private void answerOne(Random random) {
        List<String> running = client.running();
        if (!running.isEmpty()) {
            String record = running.get(random.nextInt(running.size()));
            client.answer(record, record);
        }
    }

    private static void assertSound(
            List<Emitted> emitted, List<String> sent, boolean ordered, String place) {
        List<Object> records = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        for (Emitted one : emitted) {
            if (one instanceof Emitted.Mark mark) {
                watermark = mark.timestamp();
            } else if (one instanceof Emitted.Result result) {
                records.add(result.value());
                assertThat(result.timestamp()).as(place).isGreaterThan(watermark);
            }
        }
        if (ordered) {
            assertThat(records).as(place).isEqualTo(sent);
        } else {
            assertThat(records)
                    .as(place)
                    .containsExactlyInAnyOrderElementsOf(new ArrayList<>(sent));
        }
        assertThat(watermark).as(place).isEqualTo(Long.MAX_VALUE);
    }
}
