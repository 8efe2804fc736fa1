/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.graph.JobVertex;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The operators of one subtask, joined by direct calls. Confined to the subtask's thread.
 *
 * <p>All methods throw a {@link io.sampo.core.error.StreamException}: that of the operator
 * unchanged where it is one, else {@code USER_FUNCTION} with the operator, the subtask, and the
 * record's timestamp and key as far as there are any, and the original exception as its cause.
 */
public final class OperatorChain implements AutoCloseable {
    private final ChainMember[] members;

    /** The inputs of the head; none if it is a source. */
    private final ChainedOutput[] headInputs;

    private final @Nullable SourceDriver<?> source;

    /** The head if it holds records until it can emit their results. */
    private final @Nullable DeferringOperator<?, ?> deferring;

    /** Operators from here on have been opened, or at least it was tried. */
    private int firstOpened;

    private OperatorChain(ChainMember[] members, ChainedOutput[] headInputs) {
        this.members = members;
        this.headInputs = headInputs;
        this.source = members[0].operator() instanceof SourceDriver<?> driver ? driver : null;
        this.deferring =
                members[0].operator() instanceof DeferringOperator<?, ?> head ? head : null;
        this.firstOpened = members.length;
    }

    /**
     * Makes the operators, each with a copy of its user functions of its own, and joins them.
     * Nothing is opened yet.
     *
     * @param vertex the chain
     * @param loader knows the job's classes
     * @param contexts gives the surroundings of the operator at a place in the chain
     * @param network gives the outputs that leave the subtask
     */
    public static OperatorChain create(
            JobVertex vertex,
            ClassLoader loader,
            IntFunction<? extends OperatorContext> contexts,
            NetworkOutputs network) {
        ChainWiring wiring = new ChainWiring(vertex, loader, contexts, network);
        ChainMember[] members = wiring.members();
        return new OperatorChain(members, wiring.headInputs());
    }

    /** Opens all operators, tail first, so that the head may emit at once. May block. */
    public void open() {
        for (int i = members.length - 1; i >= 0; i--) {
            ChainMember member = members[i];
            firstOpened = i;
            member.run("open", operator -> operator.open(member.context(), member.output()));
        }
    }

    /** Returns the head if it is a source; null if the chain is fed by channels. */
    public @Nullable SourceDriver<?> source() {
        return source;
    }

    /**
     * Processes one record of one of the head's inputs, which are numbered from 0. If the head is
     * keyed, its state must have the record's key set, or none if that input has no keys.
     */
    public void process(int input, Object record, long timestamp) {
        headInputs[input].collect(record, timestamp);
    }

    /**
     * Takes a watermark that has grown: fires the head's timers until none is left or the budget is
     * used up; once none is left, the watermark passes through the whole chain in one go. It is
     * that of all inputs together.
     *
     * @return whether it has passed; if not, to be called again, with nothing in between
     */
    public boolean advanceWatermark(long timestamp, TurnBudget budget) {
        return headInputs[0].advance(timestamp, budget);
    }

    /** Returns whether the head can take no record now, and so no frame is to be taken. */
    public boolean isFull() {
        return deferring != null && deferring.isFull();
    }

    /**
     * Lets the head emit what it held and is ready, until nothing is or the budget is used up.
     *
     * @return whether something was emitted, or is left for the next turn
     */
    public boolean emitDeferred(TurnBudget budget) {
        DeferringOperator<?, ?> head = deferring;
        if (head == null) {
            return false;
        }
        boolean[] more = new boolean[1];
        members[0].run("results", operator -> more[0] = head.emitDeferred(budget));
        return more[0];
    }

    /** Tells the head that no record will come; {@link #finish} waits for {@link #isDrained}. */
    public void endInput() {
        DeferringOperator<?, ?> head = deferring;
        if (head != null) {
            members[0].run("end of input", operator -> head.endInput());
        }
    }

    /** Returns whether the head holds no records. */
    public boolean isDrained() {
        return deferring == null || deferring.isDrained();
    }

    /**
     * Bounded mode: all records of the current key have been processed. Lets the head fire its
     * timers, which are all of that key, and emit what it has for the key.
     *
     * @return whether it has; if not, to be called again, with nothing in between
     */
    public boolean endKey(TurnBudget budget) {
        return headInputs[0].endKey(budget);
    }

    /** Takes a change of the status of all inputs together. */
    public void status(WatermarkStatus status) {
        headInputs[0].status(status);
    }

    /** Lets all operators, head first, emit what belongs to the checkpoint. May block. */
    public void prepareSnapshot(long checkpointId) {
        for (ChainMember member : members) {
            member.run(
                    "before checkpoint " + checkpointId,
                    operator -> operator.prepareSnapshot(checkpointId));
        }
    }

    /**
     * Lets all operators put what they hold into their state, which is to be stored right
     * afterwards.
     */
    public void snapshotState(long checkpointId) {
        for (ChainMember member : members) {
            member.run(
                    "snapshot for checkpoint " + checkpointId,
                    operator -> operator.snapshotState(checkpointId));
        }
    }

    /** Tells all operators that the checkpoint is complete. Sinks commit; may block. */
    public void checkpointCompleted(long checkpointId) {
        for (ChainMember member : members) {
            member.run(
                    "completion of checkpoint " + checkpointId,
                    operator -> operator.checkpointCompleted(checkpointId));
        }
    }

    /** Tells all operators that the checkpoint will never complete. */
    public void checkpointAborted(long checkpointId) {
        for (ChainMember member : members) {
            member.run(
                    "abort of checkpoint " + checkpointId,
                    operator -> operator.checkpointAborted(checkpointId));
        }
    }

    /** Tells all operators, head first, that the data has ended. They emit what is left. */
    public void finish() {
        for (ChainMember member : members) {
            member.run("end of input", Operator::finish);
        }
    }

    /**
     * Closes all operators that were opened, or of which it was tried, head first. Each gets its
     * turn; of several exceptions the first is thrown, with the others attached.
     */
    @Override
    public void close() {
        RuntimeException first = null;
        for (int i = firstOpened; i < members.length; i++) {
            try {
                members[i].run("close", Operator::close);
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        firstOpened = members.length;
        if (first != null) {
            throw first;
        }
    }
}
