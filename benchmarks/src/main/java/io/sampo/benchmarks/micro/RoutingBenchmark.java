/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.micro;

import io.sampo.benchmarks.workload.Mix;
import io.sampo.benchmarks.workload.WordEvents;
import io.sampo.core.type.KeyType;
import io.sampo.state.keygroup.KeyGroups;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a key to the subtask that has its state: hash, key group, subtask. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
    private static final int KEYS = 1024;
    private static final int GROUPS = 128;
    private static final int SUBTASKS = 2;

    private final KeyType<Long> numbers = KeyType.of(Long.class);
    private final KeyType<String> texts = KeyType.of(String.class);
    private final Long[] ids = new Long[KEYS];
    private final String[] words = new String[KEYS];
    private int next;

    /** Makes the keys. */
    @Setup
    public void open() {
        for (int i = 0; i < KEYS; i++) {
            ids[i] = Mix.h(1, i, 0);
            words[i] = WordEvents.wordOfRank(i);
        }
    }

    /** By a number. */
    @Benchmark
    public int byNumber() {
        return subtask(KeyGroups.hash(numbers, ids[next++ & KEYS - 1]));
    }

    /** By a text of about ten letters, which does not remember this hash. */
    @Benchmark
    public int byText() {
        return subtask(KeyGroups.hash(texts, words[next++ & KEYS - 1]));
    }

    private static int subtask(int hash) {
        return KeyGroups.subtaskOf(KeyGroups.ofHash(hash, GROUPS), SUBTASKS, GROUPS);
    }
}
