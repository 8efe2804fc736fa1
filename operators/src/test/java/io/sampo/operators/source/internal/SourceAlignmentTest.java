/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One subtask of a source that is aligned with others. Records are longs: their own times. */
class SourceAlignmentTest {
    private static final long MAX = Long.MAX_VALUE;
    private static final Duration UPDATE = Duration.ofSeconds(1);

    private FakeSource source = new FakeSource(false);
    private FakeContext context = FakeContext.of("in").with("sampo.watermark.idleness = 10s");
    private RecordingOutput<Long> output = new RecordingOutput<>();
    private final WatermarkStrategy<Long> strategy =
            WatermarkStrategy.<Long>forGenerator(EachRecord::new)
                    .withTimestampAssigner((record, before) -> record)
                    .withWatermarkAlignment("group", Duration.ofMillis(100), UPDATE);
    private SourceOperator<Long, Split> operator = new SourceOperator<>(source, strategy);

    /** The next record of each split; a split is read in steps of 10. */
    private final Map<String, Long> next = new HashMap<>();

    /** The watermark of a record follows it. */
    private static final class EachRecord implements WatermarkGenerator<Long> {
        @Override
        public void onEvent(Long record, long timestamp, WatermarkOutput output) {
            output.emitWatermark(timestamp);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    private void open(String... splits) throws Exception {
        operator.open(context, output);
        ValueSerializer<Split> serializer =
                context.serialization().forState(TypeInfo.unknown(), "test");
        List<byte[]> bytes = new ArrayList<>();
        for (String split : splits) {
            BinaryOutput target = new BinaryOutput();
            serializer.write(new Split(split, 0), target);
            bytes.add(target.toByteArray());
        }
        operator.addSplits(bytes);
        source.reader.next = this::readAll;
    }

    /** Reads all splits in turn that are not ahead, without end. */
    private Status readAll(SourceOutput<Long> out) {
        while (true) {
            boolean read = false;
            for (String split : source.reader.splits.keySet()) {
                SourceOutput.SplitOutput<Long> stream = out.forSplit(split);
                if (!stream.isAhead()) {
                    if (source.reader.budget.exhausted()) {
                        return Status.MORE;
                    }
                    stream.collect(next.merge(split, 10L, Long::sum));
                    read = true;
                }
            }
            if (!read) {
                return Status.NOTHING_NOW;
            }
        }
    }

    private Status run() throws Exception {
        return operator.emitNext(TurnBudget.UNLIMITED);
    }

    private void restart() throws Exception {
        operator.snapshotState(7);
        context = context.restored(context.snapshot());
        source = new FakeSource(false);
        output = new RecordingOutput<>();
        operator = new SourceOperator<>(source, strategy);
        open();
    }

    @Test
    void rule18_readsNothingBeyondItsLimit() throws Exception {
        open("a");
        run();
        assertThat(output.take()).as("nobody else is known").containsExactly("10@10", "|10|");
        assertThat(run()).isEqualTo(Status.NOTHING_NOW);

        operator.limitWatermark(35);
        assertThat(context.wakeUps).isPositive();
        run();
        assertThat(next).containsEntry("a", 40L);
        assertThat(run()).isEqualTo(Status.NOTHING_NOW);
        assertThat(next).containsEntry("a", 40L);
    }

    @Test
    void rule18_tellsTheFirstWatermarkAtOnceAndLaterOnesInIntervals() throws Exception {
        open("a");
        run();
        assertThat(context.reportedWatermarks).containsExactly(10L);

        operator.limitWatermark(35);
        run();
        assertThat(context.reportedWatermarks).containsExactly(10L);
        context.advanceClock(UPDATE);
        assertThat(context.reportedWatermarks).containsExactly(10L, 40L);
        context.advanceClock(UPDATE);
        assertThat(context.reportedWatermarks).as("nothing has changed").containsExactly(10L, 40L);
    }

    @Test
    void rule18_anIdleSubtaskHoldsBackNobodyUntilItComesBack() throws Exception {
        open("a");
        run();
        source.reader.next =
                out -> {
                    out.forSplit("a").caughtUp(true);
                    return Status.NOTHING_NOW;
                };
        operator.limitWatermark(1000);
        run();
        for (int second = 0; second < 12; second++) {
            context.advanceClock(UPDATE);
        }
        assertThat(context.reportedWatermarks).containsExactly(10L, MAX);

        // The group has gone far ahead, and this subtask may follow whatever its limit is.
        operator.limitWatermark(5);
        source.reader.next =
                out -> {
                    out.forSplit("a").collect(20L);
                    return Status.NOTHING_NOW;
                };
        run();
        assertThat(context.reportedWatermarks)
                .as("others must not run away from it")
                .startsWith(10L, MAX, 10L);
        assertThat(output.take()).contains("20@20", "|20|");
    }

    @Test
    void rule18_timeInWhichASubtaskWaitsForOthersIsNoSilence() throws Exception {
        open("a");
        run();
        source.reader.next =
                out -> {
                    out.forSplit("a").caughtUp(true);
                    return Status.NOTHING_NOW;
                };
        operator.limitWatermark(1000);
        run();
        operator.limitWatermark(5);
        run();
        for (int second = 0; second < 20; second++) {
            context.advanceClock(UPDATE);
        }

        assertThat(context.reportedWatermarks).containsExactly(10L);
    }

    @Test
    void rule18_atTheEndOfItsInputASubtaskHoldsBackNobody() throws Exception {
        open("a");
        run();
        operator.endEventTime();

        assertThat(context.reportedWatermarks).containsExactly(10L, MAX);
    }

    @Test
    void rule18_aSplitThatIsAheadIsLeftAlone() throws Exception {
        next.put("b", 500L);
        open("a", "b");
        operator.limitWatermark(45);
        run();

        assertThat(next).containsEntry("a", 50L).containsEntry("b", 510L);
        assertThat(output.take())
                .containsExactly(
                        "10@10", "510@510", "|10|", "20@20", "|20|", "30@30", "|30|", "40@40",
                        "|40|", "50@50", "|50|");
        int wakeUps = context.wakeUps;
        operator.limitWatermark(60);
        assertThat(context.wakeUps).isGreaterThan(wakeUps);
    }

    @Test
    void rule18_theLastSplitIsReadThoughOthersAreNotAssignedYet() throws Exception {
        next.put("a", 990L);
        next.put("b", 1990L);
        open("a", "b");
        operator.capWatermark(50);
        operator.limitWatermark(150);
        boolean[] over = new boolean[1];
        operator.emitNext(() -> over[0] || (over[0] = next.get("a") >= 1030));

        assertThat(next).containsEntry("a", 1030L).containsEntry("b", 2000L);
        assertThat(output.take()).doesNotContain("|1000|").contains("|50|");
    }

    @Test
    void rule18_afterARestoreItWaitsForTheOthersAnew() throws Exception {
        open("a");
        operator.limitWatermark(35);
        run();
        restart();
        context.reportedWatermarks.clear();

        assertThat(run()).as("the limit from before").isEqualTo(Status.NOTHING_NOW);
        operator.limitWatermark(40);
        run();
        assertThat(next).containsEntry("a", 50L);
    }

    @Test
    void rule18_aRestoredSubtaskTellsItsWatermarkAtOnce() throws Exception {
        open("a");
        operator.limitWatermark(35);
        run();
        restart();

        assertThat(context.reportedWatermarks).containsExactly(40L);
    }

    @Test
    void anAlignmentThatMakesNoSenseIsRefused() {
        WatermarkStrategy<Long> plain = WatermarkStrategy.forMonotonousTimestamps();

        assertThatThrownBy(() -> plain.withWatermarkAlignment(" ", Duration.ZERO))
                .hasMessageContaining("group=' '");
        assertThatThrownBy(() -> plain.withWatermarkAlignment("g", Duration.ofMillis(-1)))
                .hasMessageContaining("maxDrift=PT-0.001S");
        assertThatThrownBy(
                        () -> plain.withWatermarkAlignment("g", Duration.ZERO, Duration.ofNanos(1)))
                .hasMessageContaining("updateInterval=PT0.000000001S");
    }
}
