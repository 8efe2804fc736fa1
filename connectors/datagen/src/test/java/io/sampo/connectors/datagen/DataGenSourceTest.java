/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.datagen.testkit.GeneratedJob;
import io.sampo.connectors.datagen.testkit.GeneratedJob.Snapshot;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.SourceDriver.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataGenSourceTest {
    private final ManualClock clock = new ManualClock(5_000);

    private GeneratedJob<Long, DataGenSplit, DataGenState> start(
            DataGenSource<Long> source,
            int parallelism,
            @Nullable Snapshot<DataGenSplit, DataGenState> restored)
            throws Exception {
        return new GeneratedJob<>(travel(source), parallelism, clock, restored);
    }

    private static <T> T travel(T source) {
        return ClosureCodec.read(
                ClosureCodec.write(source, "source"), DataGenSourceTest.class.getClassLoader());
    }

    private static Long same(long index) {
        return index;
    }

    private static List<Long> upTo(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    void rule85_everyIndexComesOnceWhateverTheParallelismAndTheRestores() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int count = random.nextInt(400);
            DataGenSource<Long> source = DataGenSource.of(DataGenSourceTest::same).count(count);
            if (random.nextBoolean()) {
                source = source.ratePerSecond(500 + random.nextInt(1000));
            }
            List<Long> kept = new ArrayList<>();
            Snapshot<DataGenSplit, DataGenState> snapshot = null;
            boolean ended = false;
            while (!ended) {
                int parallelism = 1 + random.nextInt(5);
                var job = start(source, parallelism, snapshot);
                ended = run(job, parallelism, random, random.nextInt(60));
                snapshot = job.snapshot();
                kept.addAll(job.output().records());
                // What comes after the checkpoint is lost with the crash.
                run(job, parallelism, random, random.nextInt(10));
            }

            assertThat(kept).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(upTo(count));
        }
    }

    private boolean run(
            GeneratedJob<Long, DataGenSplit, DataGenState> job,
            int parallelism,
            Random random,
            int steps)
            throws Exception {
        boolean[] ended = new boolean[parallelism];
        int running = parallelism;
        for (int i = 0; i < steps && running > 0; i++) {
            int subtask = random.nextInt(parallelism);
            clock.advance(Duration.ofMillis(random.nextInt(20)));
            if (random.nextBoolean()) {
                job.answer(subtask);
            }
            if (!ended[subtask] && job.poll(subtask, random.nextInt(20)) == Status.END) {
                ended[subtask] = true;
                running--;
            }
        }
        return running == 0;
    }

    @Test
    void dealsIndicesLikeCardsAndHoldsWatermarksUntilAllAreDealt() throws Exception {
        DataGenSource<Long> source =
                DataGenSource.of(DataGenSourceTest::same).count(7).withTimestamps((r, i) -> r * 10);
        var job = start(source, 2, null);
        assertThat(job.caps()).containsExactly("hold");
        job.answer(1);
        assertThat(job.poll(1, 100)).isEqualTo(Status.END);
        assertThat(job.output().records()).containsExactly(1L, 3L, 5L);
        assertThat(job.output().timestamps()).containsExactly(10L, 30L, 50L);

        assertThat(job.poll(0, 100)).isEqualTo(Status.NOTHING_NOW);
        assertThat(job.caps()).containsExactly("hold");
        job.answer(0);
        assertThat(job.caps()).containsExactly("hold", "let go");
        assertThat(job.poll(0, 100)).isEqualTo(Status.END);
        assertThat(job.output().records()).endsWith(0L, 2L, 4L, 6L);
        assertThat(job.output().openSplits()).isEmpty();
    }

    @Test
    void rule85_keepsItsSplitsWhenTheParallelismChanges() throws Exception {
        DataGenSource<Long> source = DataGenSource.of(DataGenSourceTest::same);
        var before = start(source, 3, null);
        for (int i = 0; i < 3; i++) {
            before.answer(i);
            before.poll(i, 10);
        }

        var after = start(source, 2, before.snapshot());
        assertThat(after.caps()).as("all splits are with the readers").isEmpty();
        after.poll(0, 1000);
        List<Long> records = after.output().records();
        assertThat(records).hasSize(1000).doesNotHaveDuplicates();
        assertThat(records).allMatch(index -> index >= 30 && index % 3 != 1);
        assertThat(records.stream().filter(index -> index % 3 == 0))
                .as("two splits in one subtask go in step")
                .hasSizeBetween(450, 550);
    }

    @Test
    void recordsAreDueByTheRateOverAllSubtasks() throws Exception {
        var job = start(DataGenSource.of(DataGenSourceTest::same).ratePerSecond(1000), 2, null);
        job.answer(0);
        job.answer(1);

        assertThat(job.poll(0, 100)).isEqualTo(Status.NOTHING_NOW);
        assertThat(job.output().records()).containsExactly(0L);
        assertThat(job.pause(0)).as("until record 2 is due").isEqualTo(2_000_000);
        assertThat(job.poll(1, 100)).isEqualTo(Status.NOTHING_NOW);
        assertThat(job.output().records()).containsExactly(0L);
        assertThat(job.pause(1)).as("until record 1 is due").isEqualTo(1_000_000);

        clock.advance(Duration.ofNanos(999_999));
        job.poll(1, 100);
        assertThat(job.output().records()).hasSize(1);
        assertThat(job.pause(1)).as("not less than the shortest").isEqualTo(50_000);

        clock.advance(Duration.ofNanos(1));
        job.poll(1, 100);
        assertThat(job.output().records()).containsExactly(0L, 1L);

        clock.advance(Duration.ofMillis(10));
        job.poll(0, 2);
        assertThat(job.output().records()).as("the turn ends").containsExactly(0L, 1L, 2L, 4L);
        assertThat(job.poll(0, 100)).isEqualTo(Status.NOTHING_NOW);
        assertThat(job.output().records())
                .as("nothing is skipped")
                .containsExactly(0L, 1L, 2L, 4L, 6L, 8L, 10L);
    }

    @Test
    void afterARestoreThePaceGoesOnFromWhereItWas() throws Exception {
        DataGenSource<Long> source =
                DataGenSource.of(DataGenSourceTest::same)
                        .ratePerSecond(100)
                        .shortestPause(Duration.ZERO);
        var before = start(source, 2, null);
        before.answer(0);
        before.answer(1);
        before.poll(0, 1);
        before.poll(1, 1);
        clock.advance(Duration.ofSeconds(1));
        before.poll(0, 1000);
        before.poll(1, 1000);
        assertThat(before.output().records()).hasSize(101);
        clock.advance(Duration.ofDays(1));

        var after = start(source, 2, before.snapshot());
        after.poll(0, 1000);
        after.poll(1, 1000);
        assertThat(after.output().records()).as("no day of records").containsExactly(102L);
        assertThat(after.pause(0)).as("until 104").isEqualTo(20_000_000);
        assertThat(after.pause(1)).as("101 is one record after 100").isEqualTo(10_000_000);
    }

    @Test
    void rule85_whatStandsInACheckpointComesBack() {
        DataGenState state = new DataGenState(List.of(new DataGenSplit(1, 3, 10)));
        ValueSerializer<Object> serializer =
                new ForySerializationFactory(DataGenSourceTest.class.getClassLoader())
                        .create()
                        .forState(TypeInfo.unknown(), "test");
        BinaryOutput bytes = new BinaryOutput();
        serializer.write(state, bytes);

        assertThat(serializer.read(new BinaryInput(bytes.toByteArray()))).isEqualTo(state);
    }

    @Test
    void isBoundedWithACountOnly() {
        DataGenSource<Long> source = DataGenSource.of(DataGenSourceTest::same);
        assertThat(source.isBounded()).isFalse();
        assertThat(source.count(3).isBounded()).isTrue();
        assertThatThrownBy(() -> source.count(-1)).hasMessageContaining("records=-1");
        assertThatThrownBy(() -> source.ratePerSecond(0)).hasMessageContaining("records=0.0");
        assertThatThrownBy(() -> source.ratePerSecond(Double.NaN)).hasMessageContaining("NaN");
    }
}
