/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainLink;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.process.FunctionOperatorFactory;
import io.sampo.operators.process.MapOperator;
import io.sampo.operators.testkit.FakeContext;
import io.sampo.operators.testkit.RecordingOutput;
import io.sampo.operators.window.internal.EventTimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorChainTest {
    private static final long NONE = Long.MIN_VALUE;

    /** What the probes did; static, since operators reach a chain as bytes. */
    private static final List<String> LOG = new ArrayList<>();

    private final List<ChainedOperator> operators = new ArrayList<>();
    private final Map<String, RecordingOutput<Object>> network = new HashMap<>();
    private final Map<Integer, FakeContext> contexts = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private String setting = "sampo.parallelism = 1";

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

    private void add(String name, OperatorFactory<?> factory, ChainLink... links) {
        add(name, factory, List.of(), links);
    }

    private void add(
            String name, OperatorFactory<?> factory, List<String> sides, ChainLink... links) {
        operators.add(
                new ChainedOperator(
                        new OperatorId(name),
                        ClosureCodec.write(factory, name),
                        false,
                        false,
                        false,
                        List.of(links),
                        sides));
    }

    private void probe(String name, ChainLink... links) {
        add(name, () -> new Probe(name, 0), links);
    }

    private static <I, O> OperatorFactory<O> map(MapFunction<I, O> function) {
        return new FunctionOperatorFactory<MapFunction<I, O>, O>(function, MapOperator::new);
    }

    private static ChainLink to(int target) {
        return new ChainLink(target, null);
    }

    /** Gives an operator an edge to another chain. */
    private void edge(int from, @Nullable String side) {
        String key = from + ":" + side;
        network.put(key, new RecordingOutput<>(sent, key + " "));
    }

    private Object firstOf(String edge) {
        return Objects.requireNonNull(network.get(edge)).records.get(0);
    }

    private OperatorChain chain() {
        OperatorChain chain = newChain();
        chain.open();
        LOG.clear();
        return chain;
    }

    private OperatorChain newChain() {
        JobVertex vertex =
                new JobVertex(
                        new OperatorId(operators.get(0).id().name()),
                        1,
                        128,
                        false,
                        operators,
                        null,
                        null);
        return OperatorChain.create(
                vertex,
                getClass().getClassLoader(),
                i ->
                        contexts.computeIfAbsent(
                                i,
                                at -> FakeContext.of(operators.get(at).id().name()).with(setting)),
                (i, side) -> {
                    RecordingOutput<Object> found = network.get(i + ":" + side);
                    return found == null ? List.of() : List.of(found);
                });
    }

    @Test
    void callsOneOperatorAfterTheOther() {
        add("double", map((Integer n) -> n * 2), to(1));
        add("text", map((Integer n) -> "n" + n));
        edge(1, null);

        OperatorChain chain = chain();
        chain.process(0, 4, 17);
        chain.process(0, 5, NONE);

        assertThat(sent).containsExactly("1:null n8@17", "1:null n10");
    }

    @Test
    void dropsWhatNobodyReads() {
        probe("only");

        chain().process(0, "a", 1);

        assertThat(LOG).containsExactly("only process");
        assertThat(sent).isEmpty();
    }

    @Test
    void sendsSideOutputsWhereTheyAreRead() {
        add("head", () -> new Probe("head", 0), List.of("side"), to(1), new ChainLink(2, "side"));
        add("main", map((String s) -> "main " + s));
        add("chained side", map((String s) -> "side " + s));
        edge(0, "side");
        edge(1, null);
        edge(2, null);

        OperatorChain chain = chain();
        chain.process(0, "a", 3);
        chain.advanceWatermark(9, TurnBudget.UNLIMITED);
        chain.status(WatermarkStatus.IDLE);

        assertThat(sent)
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
        add("head", () -> new Probe("head", 0), List.of("side"));
        edge(0, "side");

        OperatorChain chain = chain();
        chain.advanceWatermark(9, TurnBudget.UNLIMITED);

        assertThat(sent).containsExactly("0:side |9|");
    }

    @Test
    void consumersDoNotSeeWhatOthersChange() {
        add("head", map((Box box) -> box), to(1), to(2), to(3));
        for (int i = 1; i <= 3; i++) {
            add("add" + i, map(OperatorChainTest::increment));
            edge(i, null);
        }
        edge(0, null);
        Box box = new Box();

        chain().process(0, box, NONE);

        assertThat(sent)
                .containsExactly("0:null Box0", "1:null Box1", "2:null Box1", "3:null Box1");
        assertThat(firstOf("3:null")).as("the last gets the record").isSameAs(box);
    }

    private static Box increment(Box box) {
        box.value++;
        return box;
    }

    @Test
    void immutableRecordsAreNotCopied() {
        add("head", map((Object any) -> any), to(1), to(2));
        add("a", map((Object any) -> any));
        add("b", map((Object any) -> any));
        edge(1, null);
        edge(2, null);
        String text = new String("a text");

        chain().process(0, text, NONE);

        assertThat(firstOf("1:null")).isSameAs(text);
        assertThat(firstOf("2:null")).isSameAs(text);
    }

    @Test
    void copiesAreOffWhereTheJobPromisesImmutability() {
        setting = "sampo.records-are-immutable = true";
        add("head", map((Box box) -> box), to(1), to(2));
        add("a", map(OperatorChainTest::increment));
        add("b", map(OperatorChainTest::increment));
        edge(1, null);
        edge(2, null);

        chain().process(0, new Box(), NONE);

        assertThat(sent).containsExactly("1:null Box1", "2:null Box2");
    }

    @Test
    void opensTailFirstAndDoesTheRestHeadFirst() {
        probe("a", to(1));
        probe("b", to(2));
        probe("c");

        OperatorChain chain = newChain();
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
        add("head", () -> new Probe("head", 3), to(1));
        add("next", () -> new Probe("next", 2));
        edge(1, null);
        OperatorChain chain = chain();
        int[] left = {2};
        TurnBudget two = () -> left[0]-- == 0;

        assertThat(chain.advanceWatermark(10, two)).isFalse();
        assertThat(LOG).containsExactly("head timer", "head timer");
        assertThat(sent).isEmpty();

        left[0] = 2;
        assertThat(chain.advanceWatermark(10, two)).isTrue();
        assertThat(LOG)
                .as("followers are not sliced")
                .containsExactly(
                        "head timer", "head timer", "head timer", "next timer", "next timer");
        assertThat(sent).containsExactly("1:null |10|");
    }

    @Test
    void namesOperatorRecordAndCauseOnce() {
        add("head", map((Integer n) -> n), to(1));
        add("divide", map((Integer n) -> 10 / n));
        OperatorChain chain = chain();

        assertThatThrownBy(() -> chain.process(0, 0, 77))
                .isInstanceOf(StreamException.class)
                .hasMessage(
                        "A function failed: operator=divide subtask=0 timestamp=77"
                                + " cause=java.lang.ArithmeticException: / by zero. Mend the"
                                + " function, or make it tolerate such a record.")
                .hasCauseExactlyInstanceOf(ArithmeticException.class)
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.USER_FUNCTION);
        assertThatThrownBy(() -> chain.process(0, 0, NONE))
                .hasMessageContaining(" timestamp=none ");
    }

    @Test
    void namesTheOperatorOfAnErrorOfTheProgramThatNamesNone() {
        add("head", map((Integer n) -> n), to(1));
        add("window", map(OperatorChainTest::withoutTimestamp));
        OperatorChain chain = chain();

        assertThatThrownBy(() -> chain.process(0, 1, NONE))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageStartingWith("A record without a timestamp came to a window")
                .hasMessageEndingWith(". Place: operator=window subtask=0 timestamp=none");
    }

    private static Integer withoutTimestamp(Integer n) {
        EventTimes.check(NONE);
        return n;
    }

    @Test
    void aCauseThatIsASentenceHasOneFullStop() {
        add("head", map(OperatorChainTest::failWithSentence));

        assertThatThrownBy(() -> chain().process(0, 1, NONE))
                .hasMessageContaining("IllegalStateException: It is wrong. Mend the function");
    }

    private static Integer failWithSentence(Integer n) {
        throw new IllegalStateException("It is wrong.");
    }

    @Test
    void namesTheWayOutWhereAMapReturnsNull() {
        add("parse", map(OperatorChainTest::nothing));

        assertThatThrownBy(() -> chain().process(0, "x", NONE))
                .hasMessageContaining("operator=parse")
                .hasMessageContaining(
                        "The function returned null. To drop a record, use filter or flatMap.");
    }

    @SuppressWarnings("NullAway") // what users do
    private static Object nothing(Object any) {
        return null;
    }

    @Test
    void namesTheKeyOfAKeyedOperator() {
        operators.add(
                new ChainedOperator(
                        new OperatorId("count"),
                        ClosureCodec.write(map((Integer n) -> 1 / n), "count"),
                        true,
                        true,
                        false,
                        List.of(),
                        List.of()));
        FakeContext context = FakeContext.of("count").withKey("ann");
        contexts.put(0, context);

        assertThatThrownBy(() -> chain().process(0, 0, 5))
                .hasMessageContaining("operator=count subtask=0 timestamp=5 key=ann cause=");
    }

    @Test
    void exceptionsWithACodePassUnchanged() {
        StreamException own = new StreamException(ErrorCode.BAD_RECORD, "line 7");
        add(
                "parse",
                map(
                        (Object any) -> {
                            throw new StreamException(ErrorCode.BAD_RECORD, "line 7");
                        }));

        assertThatThrownBy(() -> chain().process(0, "x", NONE))
                .hasMessage(own.getMessage())
                .hasNoCause()
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.BAD_RECORD);
    }

    @Test
    void errorsOfTheFunctionAreNamedButThoseOfTheMachinePass() {
        add("assert", map((Integer n) -> failWith(n)));
        OperatorChain chain = chain();

        assertThatThrownBy(() -> chain.process(0, 1, NONE))
                .isInstanceOf(StreamException.class)
                .hasCauseInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> chain.process(0, 2, NONE))
                .isInstanceOf(StreamException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> chain.process(0, 3, NONE)).isInstanceOf(OutOfMemoryError.class);
    }

    private static Integer failWith(int kind) {
        switch (kind) {
            case 1 -> throw new AssertionError("wrong");
            case 2 -> throw new StackOverflowError();
            default -> throw new OutOfMemoryError("none left");
        }
    }

    @Test
    void namesThePhaseThatFailed() {
        probe("fail-finish");
        OperatorChain chain = chain();

        assertThatThrownBy(chain::finish)
                .hasMessage(
                        "A function failed: operator=fail-finish subtask=0 phase=end of input"
                                + " cause=java.lang.IllegalStateException: no finish. Mend the"
                                + " function.");
    }

    @Test
    void closesWhatWasOpenedOrTried() {
        probe("a", to(1));
        probe("fail-open", to(2));
        probe("c");
        OperatorChain chain = newChain();

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
        add("odd", OddOperator::new);

        assertThatThrownBy(this::newChain)
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
        add("both", TwoInputs::new, to(1));
        add("text", map((String text) -> "got " + text));
        edge(1, null);
        OperatorChain chain = chain();

        chain.process(0, "a", 1);
        chain.process(1, "b", 2);
        assertThat(chain.advanceWatermark(9, TurnBudget.UNLIMITED)).isTrue();

        assertThat(sent)
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
        add("text", map((String text) -> text), to(1));
        add("own", () -> new Wrapped(new MapOperator<>(text -> "own " + text)));
        edge(1, null);
        OperatorChain chain = chain();

        chain.process(0, "a", 1);
        assertThat(chain.advanceWatermark(9, TurnBudget.UNLIMITED)).isTrue();

        assertThat(sent).containsExactly("1:null own a@1", "1:null |9|");
        assertThatThrownBy(() -> chain.process(0, "bad", 3))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("operator=own subtask=0 timestamp=3 cause=");
    }

    @Test
    void anOperatorWithTwoInputsCannotStandBehindAnother() {
        add("text", map((String text) -> text), to(1));
        add("both", TwoInputs::new);

        assertThatThrownBy(this::newChain)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("operator=both index=1");
    }
}
