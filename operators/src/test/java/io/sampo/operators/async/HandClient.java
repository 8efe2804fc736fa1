/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another system whose answers a test gives; the functions that ask it are serialized, it is not.
 */
final class HandClient {
    /** The one of the test that runs; tests of this package run one after the other. */
    static HandClient current = new HandClient();

    /** The records that were asked for, in order. */
    final List<String> asked = new ArrayList<>();

    final List<String> timedOut = new ArrayList<>();

    /** Answered at once if it is set. */
    @Nullable String atOnce;

    /** Thrown by the call itself if it is set. */
    @Nullable Exception thrown;

    private final Map<String, Deque<ResultFuture<String>>> open = new LinkedHashMap<>();

    static HandClient fresh() {
        current = new HandClient();
        return current;
    }

    static AsyncFunction<String, String> function() {
        return (record, result) -> current.ask(record, result);
    }

    private void ask(String record, ResultFuture<String> result) throws Exception {
        asked.add(record);
        if (thrown != null) {
            throw thrown;
        }
        if (atOnce != null) {
            result.complete(List.of(record + atOnce));
            return;
        }
        open.computeIfAbsent(record, key -> new ArrayDeque<>()).add(result);
    }

    List<String> takeAsked() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    /** Returns the records whose calls run, each as often as it does. */
    List<String> running() {
        List<String> running = new ArrayList<>();
        open.forEach((record, calls) -> calls.forEach(call -> running.add(record)));
        return running;
    }

    /** Forgets the calls that run, as when their subtask is gone. */
    void forget() {
        open.clear();
        asked.clear();
    }

    ResultFuture<String> take(String record) {
        Deque<ResultFuture<String>> calls = open.get(record);
        if (calls == null) {
            throw new AssertionError("Not asked for: record=" + record + " open=" + open.keySet());
        }
        ResultFuture<String> result = calls.remove();
        if (calls.isEmpty()) {
            open.remove(record);
        }
        return result;
    }

    void answer(String record, String... results) {
        take(record).complete(List.of(results));
    }

    void fail(String record, Throwable failure) {
        take(record).completeExceptionally(failure);
    }
}
