/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import static io.sampo.operators.chain.TestChain.map;
import static io.sampo.operators.chain.TestChain.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.graph.JobVertex.ChainLink;
import io.sampo.operators.process.MapOperator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorChainTest {
    private static final long NONE = Long.MIN_VALUE;

    /** What the probes did; static, since operators reach a chain as bytes. */
    private static final List<String> LOG = new ArrayList<>();

    private final TestChain job = new TestChain();

    /** A mutable record. */
    static final class Box {
        int value;

        @Override
        public String toString() {
            return "Box" + value;
        }
    }

    /** Notes every call; fails in the phase that its name asks for, as {@code fail-open}. */
    static final class Probe extends BasicOperator<Object, Object> {
        private final String name;
        private int timersLeft;

        Probe(String name, int timers) {
            this.name = name;
            this.timersLeft = timers;
        }

        private void note(String phase) {
            LOG.add(name + " " + phase);
            if (name.equals("fail-" + phase)) {
                throw new IllegalStateException("no " + phase);
            }
        }

        @Override
        public void open(OperatorContext context, Output<Object> output) throws Exception {
            super.open(context, output);
            note("open");
        }

        @Override
        public void process(Object record, long timestamp) {
            note("process");
            output().collect(record, timestamp);
            output().collect(new OutputTag<>("side"), record, timestamp);
        }

        @Override
        public boolean advanceTimers(long watermark, TurnBudget budget) {
            while (timersLeft > 0) {
                if (budget.exhausted()) {
                    return false;
                }
                timersLeft--;
                note("timer");
            }
            return true;
        }

        @Override
        public void prepareSnapshot(long checkpointId) {
            note("prepare" + checkpointId);
        }

        @Override
        public void snapshotState(long checkpointId) {
            note("snapshot" + checkpointId);
        }

        @Override
        public void checkpointCompleted(long checkpointId) {
            note("completed" + checkpointId);
        }

        @Override
        public void checkpointAborted(long checkpointId) {
            note("aborted" + checkpointId);
        }

        @Override
        public void finish() {
            note("finish");
        }

        @Override
        public void close() {
            note("close");
        }
    }

    @BeforeEach
    void clearLog() {
        LOG.clear();
    }

    private void probe(String name, ChainLink... links) {
        job.add(name, () -> new Probe(name, 0), links);
    }

    private OperatorChain chain() {
        OperatorChain chain = job.open();
        LOG.clear();
        return chain;
    }

    @Test
    void callsOneOperatorAfterTheOther() {
        job.add("double", map((Integer n) -> n * 2), to(1));
        job.add("text", map((Integer n) -> "n" + n));
        job.edge(1, null);

        OperatorChain chain = chain();
        chain.process(0, 4, 17);
        chain.process(0, 5, NONE);

        assertThat(job.sent).containsExactly("1:null n8@17", "1:null n10");
    }

    @Test
    void dropsWhatNobodyReads() {
        probe("only");

        chain().process(0, "a", 1);

        assertThat(LOG).containsExactly("only process");
        assertThat(job.sent).isEmpty();
    }

    @Test
    void sendsSideOutputsWhereTheyAreRead() {
        job.add(
                "head",
                () -> new Probe("head", 0),
                List.of("side"),
                to(1),
                new ChainLink(2, "side"));
        job.add("main", map((String s) -> "main " + s));
        job.add("chained side", map((String s) -> "side " + s));
        job.edge(0, "side");
        job.edge(1, null);
        job.edge(2, null);

        OperatorChain chain = chain();
        chain.process(0, "a", 3);
        chain.advanceWatermark(9, TurnBudget.UNLIMITED);
        chain.status(WatermarkStatus.IDLE);

        assertThat(job.sent)
                .containsExactly(
                        "1:null main a@3",
                        "0:side a@3",
                        "2:null side a@3",
                        "1:null |9|",
                        "0:side |9|",
                        "2:null |9|",
                        "1:null IDLE",
                        "0:side IDLE",
                        "2:null IDLE");
    }

    @Test
    void watermarksReachSideOutputsOfOtherChainsOnly() {
        job.add("head", () -> new Probe("head", 0), List.of("side"));
        job.edge(0, "side");

        OperatorChain chain = chain();
        chain.advanceWatermark(9, TurnBudget.UNLIMITED);

        assertThat(job.sent).containsExactly("0:side |9|");
    }

    @Test
    void consumersDoNotSeeWhatOthersChange() {
        job.add("head", map((Box box) -> box), to(1), to(2), to(3));
        for (int i = 1; i <= 3; i++) {
            job.add("add" + i, map(OperatorChainTest::increment));
            job.edge(i, null);
        }
        job.edge(0, null);
        Box box = new Box();

        chain().process(0, box, NONE);

        assertThat(job.sent)
                .containsExactly("0:null Box0", "1:null Box1", "2:null Box1", "3:null Box1");
        assertThat(job.firstOf("3:null")).as("the last gets the record").isSameAs(box);
    }

    private static Box increment(Box box) {
        box.value++;
        return box;
    }

    @Test
    void immutableRecordsAreNotCopied() {
        job.add("head", map((Object any) -> any), to(1), to(2));
        job.add("a", map((Object any) -> any));
        job.add("b", map((Object any) -> any));
        job.edge(1, null);
        job.edge(2, null);
        String text = new String("a text");

        chain().process(0, text, NONE);

        assertThat(job.firstOf("1:null")).isSameAs(text);
        assertThat(job.firstOf("2:null")).isSameAs(text);
    }

    @Test
    void copiesAreOffWhereTheJobPromisesImmutability() {
        job.set("sampo.records-are-immutable = true");
        job.add("head", map((Box box) -> box), to(1), to(2));
        job.add("a", map(OperatorChainTest::increment));
        job.add("b", map(OperatorChainTest::increment));
        job.edge(1, null);
        job.edge(2, null);

        chain().process(0, new Box(), NONE);

        assertThat(job.sent).containsExactly("1:null Box1", "2:null Box2");
    }

    @Test
    void opensTailFirstAndDoesTheRestHeadFirst() {
        probe("a", to(1));
        probe("b", to(2));
        probe("c");

        OperatorChain chain = job.create();
        chain.open();
        chain.prepareSnapshot(1);
        chain.snapshotState(1);
        chain.checkpointCompleted(1);
        chain.checkpointAborted(2);
        chain.finish();
        chain.close();
        chain.close();

        assertThat(LOG)
                .containsExactly(
                        "c open",
                        "b open",
                        "a open",
                        "a prepare1",
                        "b prepare1",
                        "c prepare1",
                        "a snapshot1",
                        "b snapshot1",
                        "c snapshot1",
                        "a completed1",
                        "b completed1",
                        "c completed1",
                        "a aborted2",
                        "b aborted2",
                        "c aborted2",
                        "a finish",
                        "b finish",
                        "c finish",
                        "a close",
                        "b close",
                        "c close");
    }

    @Test
    void rule14_timersFireBeforeTheWatermarkPassesAndInSlices() {
        job.add("head", () -> new Probe("head", 3), to(1));
        job.add("next", () -> new Probe("next", 2));
        job.edge(1, null);
        OperatorChain chain = chain();
        int[] left = {2};
        TurnBudget two = () -> left[0]-- == 0;

        assertThat(chain.advanceWatermark(10, two)).isFalse();
        assertThat(LOG).containsExactly("head timer", "head timer");
        assertThat(job.sent).isEmpty();

        left[0] = 2;
        assertThat(chain.advanceWatermark(10, two)).isTrue();
        assertThat(LOG)
                .as("followers are not sliced")
                .containsExactly(
                        "head timer", "head timer", "head timer", "next timer", "next timer");
        assertThat(job.sent).containsExactly("1:null |10|");
    }

    @Test
    void closesWhatWasOpenedOrTried() {
        probe("a", to(1));
        probe("fail-open", to(2));
        probe("c");
        OperatorChain chain = job.create();

        assertThatThrownBy(chain::open)
                .hasMessageContaining("operator=fail-open subtask=0 phase=open");
        chain.close();

        assertThat(LOG).containsExactly("c open", "fail-open open", "fail-open close", "c close");
    }

    @Test
    void closesAllThoughSomeFail() {
        probe("fail-close", to(1));
        probe("b", to(2));
        probe("fail-close");
        OperatorChain chain = chain();

        assertThatThrownBy(chain::close)
                .hasMessageContaining("phase=close")
                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1));
        assertThat(LOG).containsExactly("fail-close close", "b close", "fail-close close");
    }

    @Test
    void refusesAnOperatorThatCannotStandInAChain() {
        job.add("odd", OddOperator::new);

        assertThatThrownBy(job::create)
                .hasMessageContaining("An operator cannot stand at this place of a chain")
                .hasMessageContaining("operator=odd index=0");
    }

    /** Neither a source nor fed by records. */
    static final class OddOperator implements Operator<Object> {
        @Override
        public void open(OperatorContext context, Output<Object> output) {}
    }

    /** Tells its inputs apart, and fails for one text. */
    private static final class TwoInputs extends BasicTwoInputOperator<Object, Object, Object> {
        @Override
        public void processFirst(Object record, long timestamp) {
            output().collect("first " + record, timestamp);
        }

        @Override
        public void processSecond(Object record, long timestamp) {
            if (record.equals("bad")) {
                throw new IllegalStateException("no");
            }
            output().collect("second " + record, timestamp);
        }
    }

    @Test
    void givesRecordsToTheInputThatTheyBelongTo() {
        job.add("both", TwoInputs::new, to(1));
        job.add("text", map((String text) -> "got " + text));
        job.edge(1, null);
        OperatorChain chain = chain();

        chain.process(0, "a", 1);
        chain.process(1, "b", 2);
        assertThat(chain.advanceWatermark(9, TurnBudget.UNLIMITED)).isTrue();

        assertThat(job.sent)
                .containsExactly("1:null got first a@1", "1:null got second b@2", "1:null |9|");
        assertThatThrownBy(() -> chain.process(1, "bad", 3))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("operator=both subtask=0 timestamp=3 cause=");
    }

    /** Not of the usual class, and fails for one text. */
    private static final class Wrapped extends ForwardingInputOperator<Object>
            implements OneInputOperator<Object, Object> {
        private final OneInputOperator<Object, Object> operator;

        Wrapped(OneInputOperator<Object, Object> operator) {
            super(operator);
            this.operator = operator;
        }

        @Override
        public void process(Object record, long timestamp) throws Exception {
            if (record.equals("bad")) {
                throw new IllegalStateException("no");
            }
            operator.process(record, timestamp);
        }
    }

    @Test
    void anOperatorNeedsNotBeOfTheUsualClass() {
        job.add("text", map((String text) -> text), to(1));
        job.add("own", () -> new Wrapped(new MapOperator<>(text -> "own " + text)));
        job.edge(1, null);
        OperatorChain chain = chain();

        chain.process(0, "a", 1);
        assertThat(chain.advanceWatermark(9, TurnBudget.UNLIMITED)).isTrue();

        assertThat(job.sent).containsExactly("1:null own a@1", "1:null |9|");
        assertThatThrownBy(() -> chain.process(0, "bad", 3))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("operator=own subtask=0 timestamp=3 cause=");
    }

    @Test
    void anOperatorWithTwoInputsCannotStandBehindAnother() {
        job.add("text", map((String text) -> text), to(1));
        job.add("both", TwoInputs::new);

        assertThatThrownBy(job::create)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("operator=both index=1");
    }
}
