/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.coordinator.CheckpointSettings.Mode;
import io.sampo.core.element.Watermark;
import io.sampo.core.id.OperatorId;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import io.sampo.runtime.node.JobCode;
import io.sampo.runtime.source.EnumeratorActor.SplitRequested;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskActor.UpdateSource;
import io.sampo.runtime.testkit.ManualWakeTimer;
import io.sampo.runtime.testkit.TestServices;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EnumeratorActorTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("enumerator-test");

    @AfterAll
    static void end() {
        ACTORS.shutdownTestKit();
    }

    private record OneSplit(String splitId) implements SourceSplit {}

    /** Has one split, and holds back watermarks until it is assigned. */
    private record OneSplitSource() implements Source<Long, OneSplit, Boolean> {
        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public SplitEnumerator<OneSplit, Boolean> createEnumerator(
                SplitEnumeratorContext<OneSplit> context, @Nullable Boolean restored) {
            return new Enumerator(context);
        }

        @Override
        public SourceReader<Long, OneSplit> createReader(SourceReaderContext context) {
            throw new AssertionError("not here");
        }
    }

    private static final class Enumerator implements SplitEnumerator<OneSplit, Boolean> {
        private final SplitEnumeratorContext<OneSplit> context;

        Enumerator(SplitEnumeratorContext<OneSplit> context) {
            this.context = context;
        }

        @Override
        public void start() {
            context.capWatermark(Watermark.MIN);
        }

        @Override
        public void handleSplitRequest(int subtaskIndex) {
            context.assignSplit(new OneSplit("one"), subtaskIndex);
            context.capWatermark(Watermark.MAX);
            context.signalNoMoreSplits(subtaskIndex);
        }

        @Override
        public void addSplitsBack(List<OneSplit> splits) {}

        @Override
        public Boolean snapshotState(long checkpointId) {
            return true;
        }

        @Override
        public void close() {}
    }

    /**
     * Were they three messages, the reader could read records of the split while its watermark was
     * still held back: too few would be late, now and then.
     */
    @Test
    void aReaderHearsAtOneGoOfASplitAndThatItsWatermarkIsFree() {
        TestProbe<SubtaskActor.Command> asking = ACTORS.createTestProbe();
        TestProbe<SubtaskActor.Command> other = ACTORS.createTestProbe();
        ManualClock clock = new ManualClock(0);
        var enumerator =
                ACTORS.spawn(
                        EnumeratorActor.create(
                                new EnumeratorActor.Props(
                                        new OperatorId("source"),
                                        ClosureCodec.write(new OneSplitSource(), "test"),
                                        1,
                                        null,
                                        List.of(asking.getRef(), other.getRef()),
                                        event -> {},
                                        TestServices.of(
                                                clock,
                                                new ManualWakeTimer(clock),
                                                Runnable::run,
                                                Mode.EXACTLY_ONCE),
                                        new JobCode(getClass().getClassLoader()))));
        UpdateSource held = new UpdateSource(1, List.of(), Watermark.MIN, false);
        asking.expectMessage(held);
        other.expectMessage(held);

        enumerator.tell(new SplitRequested(0));

        UpdateSource update = asking.expectMessageClass(UpdateSource.class);
        assertThat(update.splits()).hasSize(1);
        assertThat(update.watermarkCap()).isEqualTo(Watermark.MAX);
        assertThat(update.last()).isTrue();
        other.expectMessage(new UpdateSource(2, List.of(), Watermark.MAX, false));
    }
}
