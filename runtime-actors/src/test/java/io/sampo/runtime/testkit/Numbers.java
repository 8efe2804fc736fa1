/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers from 0 on, in splits that subtasks ask for one by one. The timestamp of a number is
 * the number itself.
 *
 * @param count how many there are
 * @param splits in how many pieces
 * @param stays whether the source goes on without records behind the last one
 * @param hook called before each number is emitted, and for what else happens
 */
public record Numbers(long count, int splits, boolean stays, Hook hook)
        implements Source<Long, Numbers.Part, ArrayList<Numbers.Part>> {
    private static final long serialVersionUID = 1L;

    /** Lets a test look on, wait, and throw. Serialized with the source. */
    public interface Hook extends Serializable {
        /** Called before a number is emitted. */
        default void emit(long number) throws Exception {}

        /** Called at other places, which it is told by name. */
        default void at(String place) throws Exception {}
    }

    /** A hook that does nothing. */
    public record NoHook() implements Hook {
        private static final long serialVersionUID = 1L;
    }

    /** A piece of the numbers. */
    public record Part(String splitId, long next, long end) implements SourceSplit, Serializable {}

    /** Returns that many numbers, in one piece. */
    public static Numbers upTo(long count) {
        return new Numbers(count, 1, false, new NoHook());
    }

    /** Returns numbers without end. */
    public static Numbers endless() {
        return upTo(Long.MAX_VALUE / 4);
    }

    /** Returns the same in several pieces. */
    public Numbers in(int pieces) {
        return new Numbers(count, pieces, stays, hook);
    }

    /** Returns the same, which goes on without records behind the last one. */
    public Numbers andStay() {
        return new Numbers(count, splits, true, hook);
    }

    /** Returns the same with a hook. */
    public Numbers with(Hook newHook) {
        return new Numbers(count, splits, stays, newHook);
    }

    @Override
    public boolean isBounded() {
        return !stays;
    }

    @Override
    public SplitEnumerator<Part, ArrayList<Part>> createEnumerator(
            SplitEnumeratorContext<Part> context, @Nullable ArrayList<Part> restored)
            throws Exception {
        hook.at("create enumerator");
        ArrayList<Part> open = restored == null ? new ArrayList<>() : restored;
        if (restored == null) {
            for (int i = 0; i < splits; i++) {
                open.add(new Part("part" + i, start(i), start(i + 1)));
            }
        }
        return new Dealer(context, open);
    }

    private long start(int piece) {
        return piece == splits ? count : count / splits * piece;
    }

    @Override
    public SourceReader<Long, Part> createReader(SourceReaderContext context) throws Exception {
        hook.at("create reader");
        return new Reader(context);
    }

    private final class Dealer implements SplitEnumerator<Part, ArrayList<Part>> {
        private final SplitEnumeratorContext<Part> context;
        private final Deque<Part> open;

        Dealer(SplitEnumeratorContext<Part> context, List<Part> open) {
            this.context = context;
            this.open = new ArrayDeque<>(open);
        }

        @Override
        public void start() throws Exception {
            hook.at("start enumerator");
            context.callAsync(
                    () -> {
                        hook.at("enumerator elsewhere");
                        return "done";
                    },
                    done -> run("enumerator back"));
        }

        @Override
        public void handleSplitRequest(int subtaskIndex) {
            run("split request");
            Part part = open.poll();
            if (part == null) {
                context.signalNoMoreSplits(subtaskIndex);
            } else {
                context.assignSplit(part, subtaskIndex);
            }
        }

        private void run(String place) {
            try {
                hook.at(place);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void addSplitsBack(List<Part> parts) {
            open.addAll(parts);
        }

        @Override
        public ArrayList<Part> snapshotState(long checkpointId) throws Exception {
            hook.at("enumerator snapshot");
            return new ArrayList<>(open);
        }

        @Override
        public void close() throws Exception {
            hook.at("close enumerator");
        }
    }

    private final class Reader implements SourceReader<Long, Part> {
        private final SourceReaderContext context;
        private final Deque<Part> parts = new ArrayDeque<>();
        private boolean noMore;

        Reader(SourceReaderContext context) {
            this.context = context;
        }

        @Override
        public void start() {
            context.requestSplit();
        }

        @Override
        public SourceDriver.Status poll(SourceOutput<Long> output, TurnBudget budget)
                throws Exception {
            while (!parts.isEmpty()) {
                Part part = parts.poll();
                long next = part.next();
                SourceOutput.SplitOutput<Long> target = output.forSplit(part.splitId());
                try {
                    while (next < part.end() && !budget.exhausted()) {
                        hook.emit(next);
                        long number = next++;
                        target.collect(number, number);
                    }
                } finally {
                    if (next < part.end()) {
                        parts.addFirst(new Part(part.splitId(), next, part.end()));
                    }
                }
                if (next < part.end()) {
                    return SourceDriver.Status.MORE;
                }
                if (stays && noMore && parts.isEmpty()) {
                    target.caughtUp(true);
                } else {
                    output.releaseSplit(part.splitId());
                }
                if (!noMore && parts.isEmpty()) {
                    context.requestSplit();
                }
            }
            return noMore && !stays ? SourceDriver.Status.END : SourceDriver.Status.NOTHING_NOW;
        }

        @Override
        public List<Part> snapshotState(long checkpointId) throws Exception {
            hook.at("reader snapshot");
            return new ArrayList<>(parts);
        }

        @Override
        public void addSplits(List<Part> added) throws Exception {
            hook.at("add splits");
            parts.addAll(added);
        }

        @Override
        public void noMoreSplits() {
            noMore = true;
            context.wakeUp();
        }

        @Override
        public void close() throws Exception {
            hook.at("close reader");
        }
    }
}
