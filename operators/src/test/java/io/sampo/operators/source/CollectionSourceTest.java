/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.time.Clock;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.testkit.FakeContext;
import io.sampo.operators.testkit.RecordingOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollectionSourceTest {
    /** Mutable, and not serializable in the way of Java. */
    static final class Box {
        int value;

        Box(int value) {
            this.value = value;
        }
    }

    /** Remembers assignments. */
    private static final class Assignments implements SplitEnumeratorContext<CollectionSplit> {
        final Map<Integer, List<CollectionSplit>> splits = new LinkedHashMap<>();
        final List<Integer> finished = new ArrayList<>();
        private final int parallelism;

        Assignments(int parallelism) {
            this.parallelism = parallelism;
        }

        @Override
        public int parallelism() {
            return parallelism;
        }

        @Override
        public Clock clock() {
            return new ManualClock(0);
        }

        @Override
        public void assignSplit(CollectionSplit split, int subtaskIndex) {
            splits.computeIfAbsent(subtaskIndex, i -> new ArrayList<>()).add(split);
        }

        @Override
        public void signalNoMoreSplits(int subtaskIndex) {
            finished.add(subtaskIndex);
        }

        @Override
        public void capWatermark(long timestamp) {
            throw new AssertionError("not called");
        }

        @Override
        public <R> void callAsync(Callable<R> work, Consumer<R> then) {
            throw new AssertionError("not called");
        }

        @Override
        public <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period) {
            throw new AssertionError("not called");
        }
    }

    private static SourceDriver<Object> open(
            CollectionSource<?> source, FakeContext context, RecordingOutput<Object> output)
            throws Exception {
        byte[] bytes =
                ClosureCodec.write(
                        new SourceOperatorFactory<>(source, WatermarkStrategy.noWatermarks()),
                        "test");
        SourceOperatorFactory<Object, CollectionSplit> factory =
                ClosureCodec.read(bytes, CollectionSourceTest.class.getClassLoader());
        SourceDriver<Object> driver = factory.create();
        driver.open(context, output);
        return driver;
    }

    private static void assign(
            SourceDriver<Object> driver, FakeContext context, CollectionSplit split)
            throws Exception {
        ValueSerializer<CollectionSplit> serializer =
                context.serialization().forState(TypeInfo.unknown(), "test");
        BinaryOutput target = new BinaryOutput();
        serializer.write(split, target);
        driver.addSplits(List.of(target.toByteArray()));
        driver.noMoreSplits();
    }

    private static TurnBudget elements(int count) {
        int[] left = {count};
        return () -> left[0]-- == 0;
    }

    @Test
    void readsAllElementsInOrderAndEnds() throws Exception {
        CollectionSource<String> source = CollectionSource.of(List.of("a", "b", "c"));
        FakeContext context = FakeContext.of("in");
        RecordingOutput<Object> output = new RecordingOutput<>();
        SourceDriver<Object> driver = open(source, context, output);

        assertThat(context.splitRequests).isEqualTo(1);
        assertThat(driver.emitNext(elements(9))).isEqualTo(SourceDriver.Status.NOTHING_NOW);
        assign(driver, context, new CollectionSplit(0, 0, 3));
        assertThat(driver.emitNext(elements(2))).isEqualTo(SourceDriver.Status.MORE);
        assertThat(output.take()).containsExactly("a", "b");
        assertThat(driver.emitNext(elements(2))).isEqualTo(SourceDriver.Status.END);
        assertThat(output.take()).containsExactly("c");
    }

    @Test
    void goesOnWhereTheCheckpointWas() throws Exception {
        List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
        CollectionSource<Integer> source = CollectionSource.of(numbers);
        for (int read = 0; read <= numbers.size(); read++) {
            FakeContext context = FakeContext.of("in");
            RecordingOutput<Object> output = new RecordingOutput<>();
            SourceDriver<Object> driver = open(source, context, output);
            assign(driver, context, new CollectionSplit(0, 0, 10));
            driver.emitNext(elements(read));
            driver.snapshotState(1);
            context = context.restored(context.snapshot());
            driver = open(source, context, output);
            driver.noMoreSplits();
            driver.emitNext(elements(20));

            assertThat(output.records).as("stopped after %d", read).isEqualTo(numbers);
        }
    }

    @Test
    void eachSubtaskHasElementsOfItsOwn() throws Exception {
        Box box = new Box(7);
        CollectionSource<Box> source = CollectionSource.of(List.of(box));
        box.value = 8;
        RecordingOutput<Object> output = new RecordingOutput<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            FakeContext context = FakeContext.of("in");
            SourceDriver<Object> driver = open(source, context, output);
            assign(driver, context, new CollectionSplit(0, 0, 1));
            driver.emitNext(elements(9));
        }

        assertThat(output.records).extracting(read -> ((Box) read).value).containsExactly(7, 7);
        assertThat(output.records.get(0)).isNotSameAs(output.records.get(1));
    }

    @Test
    void dealsNeighboursToEachSubtask() throws Exception {
        CollectionSource<Integer> source = CollectionSource.of(List.of(1, 2, 3, 4, 5, 6, 7));
        Assignments context = new Assignments(3);
        SplitEnumerator<CollectionSplit, List<CollectionSplit>> enumerator =
                source.createEnumerator(context, null);

        enumerator.handleSplitRequest(2);
        List<CollectionSplit> left = enumerator.snapshotState(1);
        enumerator.handleSplitRequest(0);
        enumerator.handleSplitRequest(1);
        enumerator.handleSplitRequest(0);

        assertThat(context.splits)
                .isEqualTo(
                        Map.of(
                                2, List.of(new CollectionSplit(4, 4, 7)),
                                0, List.of(new CollectionSplit(0, 0, 2)),
                                1, List.of(new CollectionSplit(2, 2, 4))));
        assertThat(context.finished).containsExactly(2, 0, 1, 0);
        assertThat(left)
                .containsExactly(new CollectionSplit(0, 0, 2), new CollectionSplit(2, 2, 4));
    }

    @Test
    void dealsOutOnlyWhatWasNotAssigned() throws Exception {
        CollectionSource<Integer> source = CollectionSource.of(List.of(1, 2, 3, 4, 5, 6, 7));
        Assignments context = new Assignments(1);
        SplitEnumerator<CollectionSplit, List<CollectionSplit>> enumerator =
                source.createEnumerator(context, List.of(new CollectionSplit(4, 4, 7)));
        enumerator.addSplitsBack(List.of(new CollectionSplit(0, 1, 2)));

        enumerator.handleSplitRequest(0);

        assertThat(context.splits.get(0))
                .containsExactly(new CollectionSplit(4, 4, 7), new CollectionSplit(0, 1, 2));
    }

    @Test
    void anEmptyCollectionHasNoSplits() throws Exception {
        Assignments context = new Assignments(2);
        SplitEnumerator<CollectionSplit, List<CollectionSplit>> enumerator =
                CollectionSource.of(List.of()).createEnumerator(context, null);

        enumerator.handleSplitRequest(0);

        assertThat(context.splits).isEmpty();
        assertThat(context.finished).containsExactly(0);
    }

    @Test
    void refusesNulls() {
        assertThatThrownBy(() -> CollectionSource.of(Arrays.asList("a", null)))
                .isInstanceOf(StreamException.class)
                .hasMessage(
                        "An element of the collection is null: index=1. Leave it out; records are"
                                + " never null.");
    }

    @Test
    void refusesWhatCannotBeARecord() {
        assertThatThrownBy(() -> CollectionSource.of(List.of(new Thread())))
                .isInstanceOf(StreamException.class)
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.NOT_SERIALIZABLE);
    }
}
