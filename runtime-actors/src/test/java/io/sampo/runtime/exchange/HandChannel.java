/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A channel whose credits a test gives and takes; remembers what was sent. */
final class HandChannel implements OutputChannel {
    final Deque<Frame> sent = new ArrayDeque<>();
    private final FrameLimit limit;
    int credits;
    boolean asked;

    HandChannel(int credits) {
        this(credits, FrameLimit.WITHIN_NODE);
    }

    HandChannel(int credits, FrameLimit limit) {
        this.credits = credits;
        this.limit = limit;
    }

    @Override
    public FrameLimit frameLimit() {
        return limit;
    }

    @Override
    public boolean hasCredit() {
        return credits > 0;
    }

    @Override
    public void send(Frame frame) {
        credits--;
        sent.add(frame);
    }

    @Override
    public boolean callWhenCredit() {
        asked = !hasCredit();
        return asked;
    }

    List<Object> records() {
        List<Object> records = new ArrayList<>();
        for (Frame frame : sent) {
            for (int i = 0; i < frame.size(); i++) {
                records.add(frame.record(i));
            }
        }
        return records;
    }

    List<Integer> sizes() {
        return sent.stream().map(Frame::size).toList();
    }
}
