/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.function.OutputTag;

/**
 * Calls one input of the next operator of the chain, or of its head. On the path of every record:
 * no allocation, and the exception handling costs nothing where nothing is thrown.
 */
abstract sealed class ChainedOutput implements Output<Object> {
    private final InputOperator<Object> target;
    final OperatorFailures failures;

    private ChainedOutput(InputOperator<Object> target, OperatorFailures failures) {
        this.target = target;
        this.failures = failures;
    }

    /** Returns the inputs of an operator in their order; none if it is not fed. */
    @SuppressWarnings("unchecked") // the graph was built with types that fit
    static ChainedOutput[] inputsOf(Operator<Object> operator, OperatorFailures failures) {
        if (operator instanceof BasicOperator<?, ?> basic) {
            return new ChainedOutput[] {
                new ToBasic((BasicOperator<Object, Object>) basic, failures)
            };
        }
        if (operator instanceof OneInputOperator<?, ?> one) {
            return new ChainedOutput[] {
                new ToOnly((OneInputOperator<Object, Object>) one, failures)
            };
        }
        if (operator instanceof TwoInputOperator<?, ?, ?> two) {
            var fed = (TwoInputOperator<Object, Object, Object>) two;
            return new ChainedOutput[] {new ToFirst(fed, failures), new ToSecond(fed, failures)};
        }
        return new ChainedOutput[0];
    }

    @Override
    public final <X> void collect(OutputTag<X> tag, X record, long timestamp) {
        // Nobody reads it, else the operator before would have a RoutedOutput.
    }

    @Override
    public final void watermark(long timestamp) {
        advance(timestamp, TurnBudget.UNLIMITED);
    }

    /** As {@link #watermark}, in slices: returns whether the watermark has passed. */
    final boolean advance(long timestamp, TurnBudget budget) {
        try {
            if (!target.advanceTimers(timestamp, budget)) {
                return false;
            }
            target.watermark(timestamp);
            return true;
        } catch (Throwable failure) {
            throw failures.in("timers up to watermark " + timestamp, failure);
        }
    }

    /**
     * Fires all timers of the operator, in slices, without a watermark for what follows; returns
     * whether none is left.
     */
    final boolean endKey(TurnBudget budget) {
        try {
            return target.advanceTimers(Watermark.MAX, budget);
        } catch (Throwable failure) {
            throw failures.in("end of key", failure);
        }
    }

    @Override
    public final void status(WatermarkStatus status) {
        try {
            target.status(status);
        } catch (Throwable failure) {
            throw failures.in("watermark status", failure);
        }
    }

    /**
     * To an operator with one input that is of the usual class. As {@link ToOnly}, but a call of a
     * class's method is found in a table, one of an interface's is searched for: 4 ns where the
     * operators of a chain are several (docs/design/0019).
     */
    private static final class ToBasic extends ChainedOutput {
        private final BasicOperator<Object, Object> operator;

        ToBasic(BasicOperator<Object, Object> operator, OperatorFailures failures) {
            super(operator, failures);
            this.operator = operator;
        }

        @Override
        public void collect(Object record, long timestamp) {
            try {
                operator.process(record, timestamp);
            } catch (Throwable failure) {
                throw failures.atRecord(failure, timestamp);
            }
        }
    }

    /** To any other operator with one input. */
    private static final class ToOnly extends ChainedOutput {
        private final OneInputOperator<Object, Object> operator;

        ToOnly(OneInputOperator<Object, Object> operator, OperatorFailures failures) {
            super(operator, failures);
            this.operator = operator;
        }

        @Override
        public void collect(Object record, long timestamp) {
            try {
                operator.process(record, timestamp);
            } catch (Throwable failure) {
                throw failures.atRecord(failure, timestamp);
            }
        }
    }

    /** To the first of two inputs. */
    private static final class ToFirst extends ChainedOutput {
        private final TwoInputOperator<Object, Object, Object> operator;

        ToFirst(TwoInputOperator<Object, Object, Object> operator, OperatorFailures failures) {
            super(operator, failures);
            this.operator = operator;
        }

        @Override
        public void collect(Object record, long timestamp) {
            try {
                operator.processFirst(record, timestamp);
            } catch (Throwable failure) {
                throw failures.atRecord(failure, timestamp);
            }
        }
    }

    /** To the second of two inputs. */
    private static final class ToSecond extends ChainedOutput {
        private final TwoInputOperator<Object, Object, Object> operator;

        ToSecond(TwoInputOperator<Object, Object, Object> operator, OperatorFailures failures) {
            super(operator, failures);
            this.operator = operator;
        }

        @Override
        public void collect(Object record, long timestamp) {
            try {
                operator.processSecond(record, timestamp);
            } catch (Throwable failure) {
                throw failures.atRecord(failure, timestamp);
            }
        }
    }
}
