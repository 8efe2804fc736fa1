/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.element.ControlElement;
import io.sampo.core.element.Watermark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls, and the watermarks and statuses between them, in the order in which they may be emitted:
 * segment by segment. Calls of one segment may overtake each other; in order, each is a segment by
 * itself (SEMANTICS rule 71). Confined to the subtask.
 */
final class AnswerQueue {
    private final boolean ordered;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private int size;

    AnswerQueue(boolean ordered) {
        this.ordered = ordered;
    }

    /** Calls that may overtake each other, and what comes when all of them are through. */
    static final class Segment {
        private final Set<AsyncCall<?, ?>> open = new LinkedHashSet<>();
        private final Deque<AsyncCall<?, ?>> answered = new ArrayDeque<>();
        private @Nullable ControlElement end;

        void add(AsyncCall<?, ?> call) {
            open.add(call);
        }

        /** A call has its results. */
        void answered(AsyncCall<?, ?> call) {
            open.remove(call);
            answered.add(call);
        }

        private boolean isDone() {
            return open.isEmpty() && answered.isEmpty();
        }
    }

    /** Returns the segment for a new call. */
    Segment segment() {
        size++;
        Segment last = segments.peekLast();
        if (last == null || last.end != null || ordered) {
            last = new Segment();
            segments.add(last);
        }
        return last;
    }

    /** Adds a watermark or status; of watermarks with nothing in between the last is enough. */
    void add(ControlElement control) {
        Segment last = segments.peekLast();
        boolean replaces =
                last != null && last.end instanceof Watermark && control instanceof Watermark;
        if (last == null || (last.end != null && !replaces)) {
            last = new Segment();
            segments.add(last);
        }
        last.end = control;
    }

    /** Returns the number of calls whose results have not been taken. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Returns whether {@link #poll} has something. */
    boolean hasReady() {
        Segment first = segments.peek();
        while (first != null && first.isDone() && first.end == null) {
            segments.remove();
            first = segments.peek();
        }
        return first != null && (!first.answered.isEmpty() || first.open.isEmpty());
    }

    /** Takes the next answered call, watermark or status; only if {@link #hasReady}. */
    Object poll() {
        Segment first = segments.element();
        AsyncCall<?, ?> call = first.answered.poll();
        if (call != null) {
            size--;
            return call;
        }
        ControlElement end = first.end;
        if (end == null || !first.open.isEmpty()) {
            throw new IllegalStateException("Nothing is ready: size=" + size);
        }
        segments.remove();
        return end;
    }

    /** Returns all calls whose results have not been taken, in order. */
    List<AsyncCall<?, ?>> calls() {
        List<AsyncCall<?, ?>> calls = new ArrayList<>(size);
        for (Segment segment : segments) {
            calls.addAll(segment.answered);
            calls.addAll(segment.open);
        }
        return calls;
    }
}
