/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import static io.sampo.operators.chain.TestChain.map;
import static io.sampo.operators.chain.TestChain.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.window.internal.EventTimes;
import org.junit.jupiter.api.Test;

/** In a chain, which is where operators fail. */
class OperatorFailuresTest {
    private static final long NONE = Long.MIN_VALUE;

    private final TestChain job = new TestChain();

    @Test
    void namesOperatorRecordAndCauseOnce() {
        job.add("head", map((Integer n) -> n), to(1));
        job.add("divide", map((Integer n) -> 10 / n));
        OperatorChain chain = job.open();

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
        job.add("head", map((Integer n) -> n), to(1));
        job.add("window", map(OperatorFailuresTest::withoutTimestamp));
        OperatorChain chain = job.open();

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
        job.add("head", map(OperatorFailuresTest::failWithSentence));

        assertThatThrownBy(() -> job.open().process(0, 1, NONE))
                .hasMessageContaining("IllegalStateException: It is wrong. Mend the function");
    }

    private static Integer failWithSentence(Integer n) {
        throw new IllegalStateException("It is wrong.");
    }

    @Test
    void namesTheWayOutWhereAMapReturnsNull() {
        job.add("parse", map(OperatorFailuresTest::nothing));

        assertThatThrownBy(() -> job.open().process(0, "x", NONE))
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
        job.addKeyed("count", map((Integer n) -> 1 / n), "ann");

        assertThatThrownBy(() -> job.open().process(0, 0, 5))
                .hasMessageContaining("operator=count subtask=0 timestamp=5 key=ann cause=");
    }

    @Test
    void exceptionsWithACodePassUnchanged() {
        StreamException own = new StreamException(ErrorCode.BAD_RECORD, "line 7");
        job.add(
                "parse",
                map(
                        (Object any) -> {
                            throw new StreamException(ErrorCode.BAD_RECORD, "line 7");
                        }));

        assertThatThrownBy(() -> job.open().process(0, "x", NONE))
                .hasMessage(own.getMessage())
                .hasNoCause()
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.BAD_RECORD);
    }

    @Test
    void errorsOfTheFunctionAreNamedButThoseOfTheMachinePass() {
        job.add("assert", map((Integer n) -> failWith(n)));
        OperatorChain chain = job.open();

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

    private static final class FailingAtTheEnd extends BasicOperator<Object, Object> {
        @Override
        public void process(Object record, long timestamp) {}

        @Override
        public void finish() {
            throw new IllegalStateException("no finish");
        }
    }

    @Test
    void namesThePhaseThatFailed() {
        job.add("count", FailingAtTheEnd::new);
        OperatorChain chain = job.open();

        assertThatThrownBy(chain::finish)
                .hasMessage(
                        "A function failed: operator=count subtask=0 phase=end of input"
                                + " cause=java.lang.IllegalStateException: no finish. Mend the"
                                + " function.");
    }
}
