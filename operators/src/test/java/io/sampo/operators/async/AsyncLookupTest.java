/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.testkit.OperatorHarness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsyncLookupTest {
    private static final List<String> ASKED = new ArrayList<>();
    private static final Map<String, Deque<CompletableFuture<@Nullable String>>> OPEN =
            new LinkedHashMap<>();

    @BeforeEach
    void reset() {
        ASKED.clear();
        OPEN.clear();
    }

    private static CompletionStage<@Nullable String> ask(String key) {
        ASKED.add(key);
        CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
        OPEN.computeIfAbsent(key, each -> new ArrayDeque<>()).add(answer);
        return answer;
    }

    private static void answer(String key, @Nullable String found) {
        OPEN.get(key).remove().complete(found);
    }

    /** Records are such as {@code a1}; the letter is the key. */
    private static AsyncLookup<String, String, String, String> lookup() {
        return AsyncLookup.of(
                record -> record.substring(0, 1),
                AsyncLookupTest::ask,
                (record, found) -> found == null ? null : record + "=" + found);
    }

    private static OperatorHarness<String, String> open(
            AsyncLookup<String, String, String, String> lookup) {
        AsyncSettings<String> settings = new AsyncSettings<>(true, Duration.ZERO, 100, null);
        return OperatorHarness.<String, String>of(() -> new AsyncOperator<>(lookup, settings))
                .open();
    }

    private static OperatorHarness<String, String> cached(int entries, Duration life) {
        return open(lookup().withCache(entries, life));
    }

    @Test
    void joinsWithWhatIsFoundAndDropsWhatTheJoinDrops() {
        try (OperatorHarness<String, String> harness = open(lookup())) {
            harness.process("a1", 1);
            harness.process("b1", 2);
            harness.process("a2", 3);
            answer("a", "Ann");
            answer("b", null);
            answer("a", "Amy");
            harness.settle();

            assertThat(harness.output()).containsExactly("a1=Ann", "a2=Amy");
            assertThat(ASKED).containsExactly("a", "b", "a");
        }
    }

    @Test
    void oneQuestionIsAskedOnceAtATimeAndItsAnswerKept() {
        try (OperatorHarness<String, String> harness = cached(10, Duration.ofMinutes(1))) {
            harness.process("a1");
            harness.process("a2");
            answer("a", "Ann");
            harness.process("a3");

            assertThat(harness.output()).containsExactly("a1=Ann", "a2=Ann", "a3=Ann");
            assertThat(ASKED).containsExactly("a");
            assertThat(harness.counter(AsyncLookup.HITS)).isEqualTo(2);
            assertThat(harness.counter(AsyncLookup.MISSES)).isEqualTo(1);
        }
    }

    @Test
    void thatNothingWasFoundIsKeptToo() {
        try (OperatorHarness<String, String> harness = cached(10, Duration.ofMinutes(1))) {
            harness.process("a1");
            answer("a", null);
            harness.process("a2");

            assertThat(ASKED).containsExactly("a");
            assertThat(harness.output()).isEmpty();
        }
    }

    @Test
    void answersGoWhenTheirTimeIsOver() {
        try (OperatorHarness<String, String> harness = cached(10, Duration.ofMillis(50))) {
            harness.process("a1");
            answer("a", "Ann");
            harness.advanceClock(Duration.ofMillis(49));
            harness.process("a2");
            assertThat(ASKED).containsExactly("a");

            harness.advanceClock(Duration.ofMillis(1));
            harness.process("a3");
            assertThat(ASKED).containsExactly("a", "a");
        }
    }

    @Test
    void whoWasNotAskedForTheLongestGoesFirst() {
        try (OperatorHarness<String, String> harness = cached(2, Duration.ofMinutes(1))) {
            for (String record : List.of("a1", "b1", "a2", "c1", "a3", "b2")) {
                harness.process(record);
            }

            assertThat(ASKED).containsExactly("a", "b", "c", "b");
        }
    }

    @Test
    void failuresAreNotKept() {
        AsyncSettings<String> settings =
                new AsyncSettings<>(
                        true,
                        Duration.ZERO,
                        100,
                        AsyncRetryStrategy.fixedDelay(1, Duration.ofMillis(5)));
        AsyncLookup<String, String, String, String> lookup =
                lookup().withCache(10, Duration.ofMinutes(1));
        try (OperatorHarness<String, String> harness =
                OperatorHarness.<String, String>of(() -> new AsyncOperator<>(lookup, settings))
                        .open()) {
            harness.process("a1");
            OPEN.get("a").remove().completeExceptionally(new IOException("gone"));
            harness.advanceClock(Duration.ofMillis(5));
            assertThat(ASKED).containsExactly("a", "a");
            answer("a", "Ann");
            harness.settle();

            assertThat(harness.output()).containsExactly("a1=Ann");
        }
    }

    /** It is thrown on the thread that answers, where nobody would see it. */
    @Test
    void whateverTheJoinThrowsFailsTheCall() {
        AsyncLookup<String, String, String, String> lookup =
                AsyncLookup.of(
                        record -> record,
                        AsyncLookupTest::ask,
                        (record, found) -> {
                            throw new StackOverflowError("in the join");
                        });
        try (OperatorHarness<String, String> harness = open(lookup)) {
            harness.process("a");
            answer("a", "Ann");

            assertThatThrownBy(harness::settle)
                    .hasMessageContaining("record=a")
                    .hasMessageContaining("in the join");
        }
    }

    @Test
    void aCacheNeedsRoomAndTime() {
        assertThatThrownBy(() -> lookup().withCache(0, Duration.ofMinutes(1)))
                .hasMessageContaining("maxEntries=0");
        assertThatThrownBy(() -> lookup().withCache(1, Duration.ZERO))
                .hasMessageContaining("timeToLive=PT0S");
    }
}
