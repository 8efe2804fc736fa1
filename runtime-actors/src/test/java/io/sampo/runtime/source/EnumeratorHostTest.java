/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.coordinator.CheckpointSettings.Mode;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import io.sampo.runtime.node.JobCode;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.testkit.ManualWakeTimer;
import io.sampo.runtime.testkit.TestServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnumeratorHostTest {
    private static final OperatorId SOURCE = new OperatorId("numbers");

    private final ManualClock clock = new ManualClock(0);
    private final SubtaskServices services =
            TestServices.of(clock, new ManualWakeTimer(clock), Runnable::run, Mode.EXACTLY_ONCE);
    private final Serialization serialization = services.serialization().create();
    private final Recorded recorded = new Recorded();

    private record Range(String splitId, long from, long to) implements SourceSplit {}

    private record Progress(long next) {}

    /** Deals out ranges of ten numbers, up to a limit. */
    private record Numbers(long limit) implements Source<Long, Range, Progress> {
        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public SplitEnumerator<Range, Progress> createEnumerator(
                SplitEnumeratorContext<Range> context, @Nullable Progress restored) {
            return new Ranges(context, limit, restored == null ? 0 : restored.next());
        }

        @Override
        public SourceReader<Long, Range> createReader(SourceReaderContext context) {
            throw new AssertionError("not here");
        }
    }

    private static final class Ranges implements SplitEnumerator<Range, Progress> {
        private final SplitEnumeratorContext<Range> context;
        private final long limit;
        private long next;

        Ranges(SplitEnumeratorContext<Range> context, long limit, long next) {
            this.context = context;
            this.limit = limit;
            this.next = next;
        }

        @Override
        public void start() {
            if (limit < 0) {
                throw new IllegalStateException("no such input");
            }
            context.capWatermark(next - 1);
            context.callAsync(() -> "found", found -> {});
        }

        @Override
        public void handleSplitRequest(int subtaskIndex) {
            if (next >= limit) {
                context.signalNoMoreSplits(subtaskIndex);
                return;
            }
            context.assignSplit(new Range("r" + next, next, next + 10), subtaskIndex);
            next += 10;
        }

        @Override
        public void addSplitsBack(List<Range> splits) {}

        @Override
        public Progress snapshotState(long checkpointId) {
            return new Progress(next);
        }

        @Override
        public void close() {
            context.signalNoMoreSplits(99);
        }
    }

    /** What the enumerator asked for. */
    private final class Recorded implements EnumeratorHost.Surroundings {
        private final List<String> log = new ArrayList<>();

        @Override
        public void assign(byte[] split, int subtaskIndex) {
            log.add(
                    subtaskIndex
                            + " gets "
                            + serialization
                                    .forState(TypeInfo.unknown(), "test")
                                    .read(new BinaryInput(split)));
        }

        @Override
        public void noMoreSplits(int subtaskIndex) {
            log.add(subtaskIndex + " gets no more");
        }

        @Override
        public void capWatermark(long timestamp) {
            log.add("cap " + timestamp);
        }

        @Override
        public <R> void callAsync(Callable<R> work, Consumer<R> then) {
            log.add("async");
        }

        @Override
        public <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period) {
            log.add("every " + period);
        }
    }

    private EnumeratorHost host(long limit, byte @Nullable [] restored) {
        return new EnumeratorHost(
                new EnumeratorActor.Props(
                        SOURCE,
                        ClosureCodec.write(new Numbers(limit), "test"),
                        1,
                        restored,
                        List.of(),
                        event -> {},
                        services,
                        new JobCode(getClass().getClassLoader())),
                recorded);
    }

    @Test
    void splitsReachTheSubtaskThatAsked() throws Exception {
        EnumeratorHost host = host(20, null);
        host.start();
        host.handleSplitRequest(1);
        host.handleSplitRequest(0);
        host.handleSplitRequest(1);

        assertThat(recorded.log)
                .containsExactly(
                        "cap -1",
                        "async",
                        "1 gets Range[splitId=r0, from=0, to=10]",
                        "0 gets Range[splitId=r10, from=10, to=20]",
                        "1 gets no more");
    }

    @Test
    void rule85_itGoesOnFromItsSnapshot() throws Exception {
        EnumeratorHost before = host(100, null);
        before.start();
        before.handleSplitRequest(0);
        byte[] state = before.snapshot(1);
        before.handleSplitRequest(0);
        recorded.log.clear();

        EnumeratorHost after = host(100, state);
        after.start();
        after.handleSplitRequest(0);

        assertThat(recorded.log)
                .containsExactly("cap 9", "async", "0 gets Range[splitId=r10, from=10, to=20]");
    }

    @Test
    void anInputThatDoesNotExistFailsTheStart() {
        EnumeratorHost host = host(-1, null);

        assertThatThrownBy(host::start).hasMessage("no such input");
    }

    @Test
    void closingClosesTheEnumeratorIfThereIsOne() throws Exception {
        host(20, null).close();
        assertThat(recorded.log).isEmpty();

        EnumeratorHost host = host(20, null);
        host.start();
        host.close();

        assertThat(recorded.log).endsWith("99 gets no more");
    }
}
