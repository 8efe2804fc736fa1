/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.internal.FakeSource.Split;
import io.sampo.operators.testkit.FakeContext;
import io.sampo.operators.testkit.RecordingOutput;
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records are longs; their value is their time. */
class SourceOperatorTest {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private FakeSource source = new FakeSource(false);
    private FakeContext context = FakeContext.of("in").with("sampo.watermark.idleness = 10s");
    private RecordingOutput<Long> output = new RecordingOutput<>();
    private WatermarkStrategy<Long> strategy =
            WatermarkStrategy.<Long>forMonotonousTimestamps()
                    .withTimestampAssigner((record, before) -> record);
    private SourceOperator<Long, Split> operator = new SourceOperator<>(source, strategy);

    private void open(String... splits) throws Exception {
        operator.open(context, output);
        assign(splits);
    }

    private void assign(String... splits) throws Exception {
        ValueSerializer<Split> serializer =
                context.serialization().forState(TypeInfo.unknown(), "test");
        List<byte[]> bytes = new ArrayList<>();
        for (String split : splits) {
            BinaryOutput target = new BinaryOutput();
            serializer.write(new Split(split, 0), target);
            bytes.add(target.toByteArray());
        }
        operator.addSplits(bytes);
    }

    private Status poll(FakeSource.Poll poll) throws Exception {
        source.reader.next = poll;
        return operator.emitNext(TurnBudget.UNLIMITED);
    }

    private void read(String split, long... records) throws Exception {
        poll(
                out -> {
                    SourceOutput.SplitOutput<Long> stream = out.forSplit(split);
                    for (long record : records) {
                        stream.collect(record);
                    }
                    return Status.NOTHING_NOW;
                });
    }

    private void caughtUp(String split, boolean atEnd) throws Exception {
        poll(
                out -> {
                    out.forSplit(split).caughtUp(atEnd);
                    return Status.NOTHING_NOW;
                });
    }

    private void probe() throws Exception {
        context.advanceClock(INTERVAL);
    }

    /** Restores what is stored now into a new operator. */
    private void restart() throws Exception {
        operator.snapshotState(7);
        context = context.restored(context.snapshot());
        source = new FakeSource(false);
        output = new RecordingOutput<>();
        operator = new SourceOperator<>(source, strategy);
        operator.open(context, output);
    }

    @Test
    void emitsRecordsWithTheirTimestamps() throws Exception {
        open("a");

        read("a", 5, 6);

        assertThat(output.take()).containsExactly("5@5", "6@6");
        assertThat(context.metrics().counter("recordsRead").value()).isEqualTo(2);
        assertThat(source.reader.calls).containsExactly("start", "add [a]");
    }

    @Test
    void inBoundedModeTheOnlyWatermarkIsTheLast() throws Exception {
        context.with("sampo.execution.runtime-mode = batch");
        open("a");
        read("a", 5, 6);
        probe();
        assertThat(output.take()).containsExactly("5@5", "6@6");

        operator.endEventTime();
        assertThat(output.take()).hasSize(1);
    }

    @Test
    void passesTheTimestampOfTheOutsideSystem() throws Exception {
        strategy = WatermarkStrategy.noWatermarks();
        operator = new SourceOperator<>(source, strategy);
        open("a");

        poll(
                out -> {
                    out.forSplit("a").collect(1L, 44);
                    out.forSplit("a").collect(2L);
                    return Status.MORE;
                });

        assertThat(output.take()).containsExactly("1@44", "2");
    }

    @Test
    void periodicWatermarksComeFromTheProbeOnly() throws Exception {
        open("a");
        read("a", 5, 6);
        output.take();

        context.advanceClock(INTERVAL.minusMillis(1));
        assertThat(output.take()).isEmpty();
        context.advanceClock(Duration.ofMillis(1));
        assertThat(output.take()).containsExactly("|5|");
        probe();
        assertThat(output.take()).as("nothing has changed").isEmpty();
    }

    /** Emits behind each record, as for streams whose records say how far they are. */
    private static final class EachRecord implements WatermarkGenerator<Long> {
        @Override
        public void onEvent(Long record, long timestamp, WatermarkOutput output) {
            output.emitWatermark(timestamp - 1);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    private void openWithWatermarksOfRecords(String... splits) throws Exception {
        strategy =
                WatermarkStrategy.<Long>forGenerator(EachRecord::new)
                        .withTimestampAssigner((record, before) -> record);
        operator = new SourceOperator<>(source, strategy);
        open(splits);
    }

    @Test
    void aWatermarkOfARecordFollowsItAtOnce() throws Exception {
        openWithWatermarksOfRecords("a");

        read("a", 5, 3, 8);

        assertThat(output.take())
                .as("none for what goes back")
                .containsExactly("5@5", "|4|", "3@3", "8@8", "|7|");
        probe();
        assertThat(output.take()).isEmpty();
    }

    @Test
    void rule13_aWatermarkOfARecordWaitsForTheLowestSplit() throws Exception {
        openWithWatermarksOfRecords("a", "b");

        read("a", 100);
        read("b", 20, 200);

        assertThat(output.take()).containsExactly("100@100", "20@20", "|19|", "200@200", "|99|");
    }

    @Test
    void theCapHoldsBackAWatermarkOfARecord() throws Exception {
        openWithWatermarksOfRecords("a");
        operator.capWatermark(50);

        read("a", 40, 100);
        operator.capWatermark(Long.MAX_VALUE);

        assertThat(output.take()).containsExactly("40@40", "|39|", "100@100", "|50|", "|99|");
    }

    @Test
    void rule20_aWatermarkOfARecordComesBack() throws Exception {
        openWithWatermarksOfRecords("a");
        read("a", 100);

        restart();
        read("a", 90, 101);

        assertThat(output.take()).containsExactly("90@90", "101@101", "|100|");
    }

    @Test
    void aWatermarkOfARecordComesAfterTheStreamIsActive() throws Exception {
        openWithWatermarksOfRecords("a");
        read("a", 100);
        caughtUp("a", true);
        probe();
        context.advanceClock(GRACE.plus(INTERVAL));
        assertThat(output.take()).containsExactly("100@100", "|99|", "IDLE");

        read("a", 300);

        assertThat(output.take()).containsExactly("ACTIVE", "300@300", "|299|");
    }

    @Test
    void rule13_theLowestSplitHoldsBackTheWatermark() throws Exception {
        open("a", "b");
        read("a", 100);
        read("b", 20);
        probe();
        output.take();

        read("a", 200);
        probe();
        assertThat(output.take()).containsExactly("200@200");
        read("b", 150);
        probe();
        assertThat(output.take()).containsExactly("150@150", "|149|");
    }

    @Test
    void rule65_aSplitWithoutDataHoldsBackTheWatermark() throws Exception {
        open("a", "b");
        read("a", 100);
        context.advanceClock(GRACE.multipliedBy(10));

        assertThat(output.take()).as("b has not been read to its end").containsExactly("100@100");
    }

    @Test
    void rule17_aSilentSplitIsIdleAfterItsGraceTime() throws Exception {
        open("a", "b");
        read("a", 100);
        read("b", 20);
        caughtUp("b", true);
        probe();
        output.take();
        read("a", 200);
        output.take();

        context.advanceClock(GRACE);
        assertThat(output.take()).as("silence is counted from the first silent probe").isEmpty();
        probe();
        assertThat(output.take()).containsExactly("|199|");
    }

    @Test
    void rule17_aRecordEndsTheSilence() throws Exception {
        open("a", "b");
        read("a", 100);
        read("b", 20);
        caughtUp("b", true);
        context.advanceClock(GRACE.minus(INTERVAL));
        read("b", 21);
        context.advanceClock(GRACE);

        assertThat(output.take()).containsExactly("100@100", "20@20", "|19|", "21@21", "|20|");
    }

    @Test
    void rule17_aSplitThatLagsBehindIsNeverIdle() throws Exception {
        open("a", "b");
        read("a", 100);
        read("b", 20);
        caughtUp("b", true);
        probe();
        caughtUp("b", false);
        output.take();

        context.advanceClock(GRACE.multipliedBy(100));

        assertThat(output.take()).isEmpty();
    }

    @Test
    void rule17_timeInWhichNothingCouldBeReadIsNoSilence() throws Exception {
        open("a", "b");
        read("a", 100);
        read("b", 20);
        caughtUp("b", true);
        probe();
        probe();
        output.take();

        source.reader.wakeUp();
        context.advanceClock(GRACE.multipliedBy(10));
        assertThat(output.take()).as("the reader was never polled").isEmpty();
        caughtUp("b", true);
        context.standStill(GRACE.multipliedBy(10));
        assertThat(output.take()).as("the subtask stood still").isEmpty();
        context.advanceClock(GRACE);
        assertThat(output.take()).containsExactly("|99|");
    }

    @Test
    void rule17_afterMoreThereIsSomethingToRead() throws Exception {
        open("a", "b");
        read("a", 100);
        caughtUp("b", true);
        poll(out -> Status.MORE);
        output.take();

        context.advanceClock(GRACE.multipliedBy(10));

        assertThat(output.take()).isEmpty();
    }

    @Test
    void rule17_zeroSwitchesItOff() throws Exception {
        operator = new SourceOperator<>(source, strategy.withIdleness(Duration.ZERO));
        open("a", "b");
        read("a", 100);
        caughtUp("b", true);
        context.advanceClock(GRACE.multipliedBy(100));

        assertThat(output.take()).containsExactly("100@100");
    }

    @Test
    void rule13_allSplitsIdle() throws Exception {
        open("a", "b");
        read("a", 100);
        read("b", 20);
        caughtUp("a", true);
        caughtUp("b", true);
        probe();
        output.take();

        context.advanceClock(GRACE.plus(INTERVAL));
        assertThat(output.take()).containsExactly("|99|", "IDLE");
        read("b", 300);
        assertThat(output.take())
                .as("active before its record")
                .containsExactly("ACTIVE", "300@300");
        probe();
        assertThat(output.take()).containsExactly("|299|");
    }

    @Test
    void anIdleSplitWithABacklogIsActiveBeforeItIsRead() throws Exception {
        open("a");
        caughtUp("a", true);
        context.advanceClock(GRACE.plus(INTERVAL));
        assertThat(output.take()).containsExactly("IDLE");

        caughtUp("a", false);

        assertThat(output.take()).containsExactly("ACTIVE");
    }

    @Test
    void rule65_aSubtaskWithoutSplitsIsIdleOnceAllAreAssigned() throws Exception {
        open();
        context.advanceClock(GRACE.multipliedBy(10));
        assertThat(output.take()).as("there may be splits that nobody has found").isEmpty();

        operator.noMoreSplits();

        assertThat(output.take()).containsExactly("IDLE");
        assertThat(source.reader.calls).containsExactly("start", "add []", "no more");
    }

    @Test
    void anotherSplitMakesAnIdleSubtaskActive() throws Exception {
        open();
        operator.noMoreSplits();
        output.take();

        assign("late");

        assertThat(output.take()).containsExactly("ACTIVE");
    }

    @Test
    void aBoundedSubtaskWithoutSplitsJustEnds() throws Exception {
        source = new FakeSource(true);
        operator = new SourceOperator<>(source, strategy);
        open();

        operator.noMoreSplits();

        assertThat(output.take()).isEmpty();
        assertThat(poll(out -> Status.END)).isEqualTo(Status.END);
    }

    @Test
    void aReleasedSplitHoldsBackNoMore() throws Exception {
        open("a", "b");
        read("a", 100);
        read("b", 20, 30);
        poll(
                out -> {
                    out.releaseSplit("b");
                    return Status.NOTHING_NOW;
                });
        probe();

        assertThat(output.take())
                .as("nothing of a was known before its probe")
                .containsExactly("100@100", "20@20", "30@30", "|99|");
    }

    @Test
    void theLastWatermarkOfAReleasedSplitCounts() throws Exception {
        open("a");
        read("a", 100);
        poll(
                out -> {
                    out.releaseSplit("a");
                    return Status.NOTHING_NOW;
                });

        assertThat(output.take()).containsExactly("100@100", "|99|");
    }

    @Test
    void aSplitThatComesLaterHoldsBackButDoesNotTurnBack() throws Exception {
        open("a");
        read("a", 100);
        probe();
        assign("b");
        read("a", 200);
        read("b", 50);
        probe();
        assertThat(output.take()).containsExactly("100@100", "|99|", "200@200", "50@50");

        read("b", 170);
        probe();
        assertThat(output.take()).containsExactly("170@170", "|169|");
    }

    @Test
    void theCapHoldsBackTheWatermark() throws Exception {
        open("a");
        operator.capWatermark(50);
        read("a", 100);
        probe();
        assertThat(output.take()).containsExactly("100@100", "|50|");

        operator.capWatermark(70);
        assertThat(output.take()).containsExactly("|70|");
        operator.capWatermark(Long.MAX_VALUE);
        assertThat(output.take()).containsExactly("|99|");
        operator.capWatermark(Long.MIN_VALUE);
        read("a", 200);
        probe();
        assertThat(output.take()).containsExactly("200@200");
    }

    @Test
    void rule19_theEndOfEventTimeIsTheLastWatermark() throws Exception {
        open("a");
        operator.capWatermark(50);
        operator.endEventTime();
        operator.capWatermark(Long.MAX_VALUE);
        probe();

        assertThat(output.take()).containsExactly("|MAX|");
    }

    @Test
    void rule10_anIdleSubtaskIsActiveBeforeTheEnd() throws Exception {
        open();
        operator.noMoreSplits();
        output.take();

        operator.endEventTime();

        assertThat(output.take()).containsExactly("ACTIVE", "|MAX|");
    }

    @Test
    void rule20_splitsComeBackWithTheirWatermarks() throws Exception {
        open("a", "b");
        read("a", 100);
        read("b", 200);
        probe();
        source.reader.splits.replace("a", new Split("a", 17));

        restart();

        assertThat(source.reader.splits)
                .isEqualTo(Map.of("a", new Split("a", 17), "b", new Split("b", 0)));
        assertThat(source.reader.calls).containsExactly("start", "add [a, b]");
        probe();
        assertThat(output.take()).as("before any record").containsExactly("|99|");
        read("b", 300);
        probe();
        assertThat(output.take()).as("a holds back at where it was").containsExactly("300@300");
    }

    @Test
    void aRestoredIdleSplitStillAtItsEndIsIdleAtOnce() throws Exception {
        idleAndRestart();

        caughtUp("a", true);

        assertThat(output.take()).containsExactly("|99|", "IDLE");
    }

    @Test
    void aRestoredIdleSplitWithNewRecordsIsNotIdle() throws Exception {
        idleAndRestart();

        read("a", 500);
        caughtUp("a", true);
        probe();

        assertThat(output.take()).containsExactly("500@500", "|499|");
    }

    private void idleAndRestart() throws Exception {
        open("a");
        read("a", 100);
        caughtUp("a", true);
        probe();
        context.advanceClock(GRACE.plus(INTERVAL));
        assertThat(output.take()).containsExactly("100@100", "|99|", "IDLE");
        restart();
        assertThat(output.take()).as("nobody knows yet what there is to read").isEmpty();
    }

    @Test
    void saysWhatFailed() throws Exception {
        open("a");

        assertThatThrownBy(
                        () ->
                                poll(
                                        out -> {
                                            throw new IOException("gone");
                                        }))
                .isInstanceOf(StreamException.class)
                .hasMessage(
                        "A source failed while it was read: operator=in subtask=0"
                                + " cause=java.io.IOException: gone")
                .hasCauseInstanceOf(IOException.class)
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.EXTERNAL_IO);
        assertThatThrownBy(
                        () ->
                                poll(
                                        out -> {
                                            throw new IllegalStateException("odd");
                                        }))
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.USER_FUNCTION);
        StreamException own = new StreamException(ErrorCode.BAD_RECORD, "line 3");
        assertThatThrownBy(
                        () ->
                                poll(
                                        out -> {
                                            throw own;
                                        }))
                .isSameAs(own);
    }

    @Test
    void passesOnCompletionsAndTheClose() throws Exception {
        open("a");
        operator.checkpointCompleted(3);
        operator.close();

        assertThat(source.reader.calls).endsWith("completed 3", "close");
    }

    @Test
    void closesWithoutHavingBeenOpened() throws Exception {
        operator.close();

        assertThat(source.reader.calls).isEmpty();
    }
}
