/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;

/**
 * Gives the exceptions of one operator their place. One that has its place already passes
 * unchanged, so that a record that fails deep in a chain is named by the operator in which it
 * failed, and once.
 */
final class OperatorFailures {
    private static final int LONGEST_KEY = 200;

    private final OperatorContext context;
    private final boolean keyed;

    OperatorFailures(OperatorContext context, boolean keyed) {
        this.context = context;
        this.keyed = keyed;
    }

    /** Returns what to throw for a record that the operator could not process. */
    StreamException atRecord(Throwable failure, long timestamp) {
        if (passes(failure)) {
            return placed((StreamException) failure, timestamp);
        }
        StringBuilder message = new StringBuilder("A function failed:");
        appendPlace(message, timestamp);
        message.append(" cause=")
                .append(StreamException.withoutFullStop(failure))
                .append(". Mend the function, or make it tolerate such a record.");
        return new StreamException(ErrorCode.USER_FUNCTION, message.toString(), failure);
    }

    /** Says where a program is wrong, if what found out could not know, such as an assigner. */
    private StreamException placed(StreamException failure, long timestamp) {
        String text = String.valueOf(failure.getMessage());
        if (failure.code() != ErrorCode.INVALID_PROGRAM || text.contains("operator=")) {
            return failure;
        }
        StringBuilder message = new StringBuilder(StreamException.withoutFullStop(text));
        message.append(". Place:");
        appendPlace(message, timestamp);
        return new StreamException(failure.code(), message.toString(), failure);
    }

    private void appendPlace(StringBuilder message, long timestamp) {
        appendOperator(message);
        message.append(" timestamp=");
        if (timestamp == Long.MIN_VALUE) {
            message.append("none");
        } else {
            message.append(timestamp);
        }
        if (keyed) {
            message.append(" key=").append(currentKey());
        }
    }

    /** Returns what to throw where there is no record; {@code phase} says what was going on. */
    StreamException in(String phase, Throwable failure) {
        if (passes(failure)) {
            return (StreamException) failure;
        }
        StringBuilder message = new StringBuilder("A function failed:");
        appendOperator(message);
        message.append(" phase=")
                .append(phase)
                .append(" cause=")
                .append(StreamException.withoutFullStop(failure))
                .append(". Mend the function.");
        return new StreamException(ErrorCode.USER_FUNCTION, message.toString(), failure);
    }

    private static boolean passes(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof VirtualMachineError fatal
                && !(failure instanceof StackOverflowError)) {
            throw fatal;
        }
        return failure instanceof StreamException;
    }

    private void appendOperator(StringBuilder message) {
        message.append(" operator=")
                .append(context.operator())
                .append(" subtask=")
                .append(context.subtaskIndex());
    }

    private String currentKey() {
        try {
            String key = String.valueOf(context.keyedState().currentKey());
            return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY) + "...";
        } catch (RuntimeException unreadable) {
            return "unreadable (" + unreadable + ")";
        }
    }
}
