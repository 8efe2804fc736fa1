/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncOperatorTest {
    private static final Duration NO_LIMIT = Duration.ZERO;

    private HandClient client = new HandClient();

    @BeforeEach
    void reset() {
        client = HandClient.fresh();
    }

    private static HarnessSetup<String, String> setup(boolean ordered, int capacity) {
        return setup(new AsyncSettings<>(ordered, NO_LIMIT, capacity, null));
    }

    private static HarnessSetup<String, String> setup(AsyncSettings<String> settings) {
        AsyncFunction<String, String> function = HandClient.function();
        return OperatorHarness.of(() -> new AsyncOperator<>(function, settings));
    }

    private static OperatorHarness<String, String> retrying(AsyncRetryStrategy<String> retry) {
        return setup(new AsyncSettings<>(true, NO_LIMIT, 10, retry)).open();
    }

    private static OperatorHarness<String, String> limited(Duration timeout) {
        return setup(new AsyncSettings<>(true, timeout, 10, null)).open();
    }

    @Test
    void rule71_inOrderResultsComeInTheOrderOfTheRecords() {
        try (OperatorHarness<String, String> harness = setup(true, 10).open()) {
            harness.process("a", 1);
            harness.process("b", 2);
            harness.process("c", 3);
            client.answer("c", "c1");
            client.answer("b", "b1", "b2");
            harness.settle();
            assertThat(harness.output()).isEmpty();

            client.answer("a");
            harness.settle();
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("b1", 2),
                            new Emitted.Result("b2", 2),
                            new Emitted.Result("c1", 3));
        }
    }

    @Test
    void rule71_withoutOrderResultsOvertakeEachOtherButNotWatermarks() {
        try (OperatorHarness<String, String> harness = setup(false, 10).open()) {
            harness.process("a", 1);
            harness.process("b", 2);
            harness.watermark(5);
            harness.process("c", 6);
            client.answer("c", "c1");
            client.answer("b", "b1");
            harness.settle();
            assertThat(harness.emitted()).containsExactly(new Emitted.Result("b1", 2));

            client.answer("a", "a1");
            harness.settle();
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("b1", 2),
                            new Emitted.Result("a1", 1),
                            new Emitted.Mark(5),
                            new Emitted.Result("c1", 6));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rule71_watermarksAndStatusesWaitForAllBeforeThem(boolean ordered) {
        try (OperatorHarness<String, String> harness = setup(ordered, 10).open()) {
            harness.watermark(1);
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(1));
            harness.clearEmitted();

            harness.process("a", 2);
            harness.watermark(3);
            harness.watermark(4);
            harness.status(WatermarkStatus.IDLE);
            harness.status(WatermarkStatus.ACTIVE);
            harness.process("b", 5);
            harness.watermark(6);
            assertThat(harness.emitted()).isEmpty();

            client.answer("b", "b1");
            client.answer("a", "a1");
            harness.settle();
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("a1", 2),
                            new Emitted.Mark(4),
                            new Emitted.Activity(WatermarkStatus.IDLE),
                            new Emitted.Activity(WatermarkStatus.ACTIVE),
                            new Emitted.Result("b1", 5),
                            new Emitted.Mark(6));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rule71_noMoreRecordsAreTakenThanTheCapacity(boolean ordered) {
        try (OperatorHarness<String, String> harness = setup(ordered, 2).open()) {
            harness.process("a");
            assertThat(harness.isFull()).isFalse();
            harness.process("b");
            assertThat(harness.isFull()).isTrue();

            client.answer("b", "b1");
            harness.settle();
            assertThat(harness.isFull()).isEqualTo(ordered);

            client.answer("a", "a1");
            harness.settle();
            assertThat(harness.isFull()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rule71_whatIsNotEmittedIsCalledAgainAfterARestore(boolean ordered) {
        HarnessSetup<String, String> setup = setup(ordered, 3);
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("done", 1);
            client.answer("done", "done");
            harness.process("a", 2);
            harness.watermark(2);
            harness.process("b", 3);
            harness.process("answered", 4);
            client.answer("answered", "too early");
            harness.settle();
            snapshot = harness.snapshot();
            assertThat(harness.output()).containsExactly("done");
        }
        client.forget();
        try (OperatorHarness<String, String> harness = setup.restore(snapshot)) {
            assertThat(client.asked).containsExactlyInAnyOrder("a", "b", "answered");
            assertThat(harness.isFull()).isTrue();
            assertThat(harness.emitted()).isEmpty();
            client.answer("a", "a");
            client.answer("b", "b");
            client.answer("answered", "again");
            harness.settle();
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("a", 2),
                            new Emitted.Result("b", 3),
                            new Emitted.Result("again", 4),
                            new Emitted.Mark(2));
        }
    }

    @Test
    void rule71_whatIsRestoredIsCalledWithinTheCapacity() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = setup(true, 5).open()) {
            List.of("a", "b", "c", "d", "e").forEach(harness::process);
            snapshot = harness.snapshot();
        }
        client.forget();
        HarnessSetup<String, String> smaller = setup(true, 2);
        try (OperatorHarness<String, String> harness = smaller.restore(snapshot)) {
            assertThat(client.takeAsked()).containsExactly("a", "b");
            client.answer("a", "1");
            harness.settle();
            assertThat(client.takeAsked()).containsExactly("c");
            assertThat(harness.isFull()).isTrue();
            snapshot = harness.snapshot();
        }
        client.forget();
        try (OperatorHarness<String, String> harness = smaller.restore(snapshot)) {
            client.atOnce = "!";
            client.answer("b", "b!");
            client.answer("c", "c!");
            harness.settle();
            assertThat(harness.output()).containsExactly("b!", "c!", "d!", "e!");
            assertThat(harness.isFull()).isFalse();
        }
    }

    @Test
    void rule20_theWatermarkThatWaitsIsKept() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = setup(true, 5).open()) {
            harness.process("a", 1);
            harness.watermark(7);
            snapshot = harness.snapshot();
        }
        client.forget();
        try (OperatorHarness<String, String> harness = setup(true, 5).restore(snapshot)) {
            client.answer("a");
            harness.settle();
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(7));
        }
    }

    @Test
    void rule20_theWatermarkDoesNotGoBackAfterARestore() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = setup(true, 5).open()) {
            harness.watermark(7);
            snapshot = harness.snapshot();
        }
        HarnessSnapshot second;
        try (OperatorHarness<String, String> harness = setup(true, 5).restore(snapshot)) {
            harness.watermark(3);
            second = harness.snapshot();
            harness.watermark(8);
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(7), new Emitted.Mark(8));
        }
        try (OperatorHarness<String, String> harness = setup(true, 5).restore(second)) {
            harness.settle();
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(7));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rule71_storingAndRestoringChangesNothing(boolean ordered) {
        client.atOnce = "!";
        List<Emitted> emitted =
                setup(ordered, 10)
                        .runExhaustively(
                                List.of(
                                        HarnessStep.record("a", 1),
                                        HarnessStep.record("b", Long.MIN_VALUE),
                                        HarnessStep.record("c", 3),
                                        HarnessStep.end()));

        assertThat(emitted)
                .contains(new Emitted.Result("a!", 1), new Emitted.Result("b!", Long.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rule71_theEndOfInputWaitsForAllAnswers(boolean ordered) {
        try (OperatorHarness<String, String> harness = setup(ordered, 2).open()) {
            harness.process("a");
            harness.process("b");
            harness.endInput();
            client.answer("a", "a1");
            harness.settle();
            assertThat(harness.isFinished()).isFalse();
            HarnessSnapshot snapshot = harness.snapshot();

            client.answer("b", "b1");
            harness.settle();
            assertThat(harness.isFinished()).isTrue();
            assertThat(harness.output()).containsExactly("a1", "b1");
            assertThat(harness.emitted()).endsWith(new Emitted.Mark(Long.MAX_VALUE));

            client.forget();
            try (OperatorHarness<String, String> restored = setup(ordered, 2).restore(snapshot)) {
                assertThat(client.asked).containsExactly("b");
                restored.endInput();
                client.answer("b", "b2");
                restored.settle();
                assertThat(restored.output()).containsExactly("b2");
                assertThat(restored.isFinished()).isTrue();
            }
        }
    }

    @Test
    void rule71_answersMayComeFromAnyThread() throws Exception {
        try (OperatorHarness<String, String> harness = setup(true, 10).open()) {
            harness.process("a", 1);
            ResultFuture<String> result = client.take("a");
            Thread other = new Thread(() -> result.complete(List.of("from afar")));
            other.start();
            other.join();
            assertThat(harness.output()).isEmpty();

            harness.settle();
            assertThat(harness.output()).containsExactly("from afar");
        }
    }

    @Test
    void rule71_theFirstAnswerCounts() {
        try (OperatorHarness<String, String> harness = setup(true, 10).open()) {
            harness.process("a", 1);
            ResultFuture<String> result = client.take("a");
            result.complete(List.of("one"));
            result.complete(List.of("two"));
            result.completeExceptionally(new IOException("three"));
            harness.settle();

            assertThat(harness.output()).containsExactly("one");
        }
    }

    @Test
    void aFailureNamesTheOperatorAndTheRecord() {
        try (OperatorHarness<String, String> harness = setup(true, 10).open()) {
            harness.process("a", 17);
            IOException own = new IOException("gone.");
            client.fail("a", new CompletionException(own));

            assertThatThrownBy(harness::settle)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                    .hasMessageContaining(
                            "operator=harness subtask=0 record=a timestamp=17 calls=1")
                    .hasMessageContaining("cause=java.io.IOException: gone. Let")
                    .hasCause(own);
        }
    }

    @Test
    void whatTheFunctionThrowsIsAFailureOfTheCall() {
        client.thrown = new IllegalStateException("own");
        try (OperatorHarness<String, String> harness = setup(true, 10).open()) {
            assertThatThrownBy(() -> harness.process("a"))
                    .hasMessageContaining("record=a timestamp=none")
                    .hasCause(client.thrown);
        }
    }

    @Test
    void noResultIsNull() {
        try (OperatorHarness<String, String> harness = setup(true, 10).open()) {
            harness.process("a");
            client.take("a").complete(Arrays.asList("x", null));

            assertThatThrownBy(harness::settle).hasMessageContaining("One of the results is null");
        }
    }

    // ---- timeouts

    @Test
    void rule71_aRecordWithoutAnAnswerInTimeFailsTheJob() {
        try (OperatorHarness<String, String> harness = limited(Duration.ofMillis(100))) {
            harness.process("a", 1);
            harness.advanceClock(Duration.ofMillis(99));

            assertThatThrownBy(() -> harness.advanceClock(Duration.ofMillis(1)))
                    .hasMessageContaining("record=a timestamp=1 calls=1 timeout=PT0.1S")
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(harness.counter(AsyncOperator.TIMEOUTS)).isEqualTo(1);
        }
    }

    @Test
    void rule71_anAnswerInTimeEndsTheTimer() {
        try (OperatorHarness<String, String> harness = limited(Duration.ofMillis(100))) {
            harness.process("a", 1);
            harness.advanceClock(Duration.ofMillis(99));
            client.answer("a", "in time");
            harness.advanceClock(Duration.ofDays(1));

            assertThat(harness.output()).containsExactly("in time");
            assertThat(harness.clockCalls()).isZero();
        }
    }

    /** Gives a result instead, or leaves it to the call that still runs. */
    private static final class Patient implements AsyncFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void asyncInvoke(String record, ResultFuture<String> result) throws Exception {
            HandClient.function().asyncInvoke(record, result);
        }

        @Override
        public void timeout(String record, ResultFuture<String> result) {
            HandClient.current.timedOut.add(record);
            if (record.startsWith("give up")) {
                result.complete(List.of("nothing for " + record));
            }
        }
    }

    private static OperatorHarness<String, String> patient(AsyncRetryStrategy<String> retry) {
        AsyncSettings<String> settings =
                new AsyncSettings<>(true, Duration.ofMillis(100), 10, retry);
        return OperatorHarness.<String, String>of(
                        () -> new AsyncOperator<>(new Patient(), settings))
                .open();
    }

    @Test
    void rule71_theFunctionDecidesWhatATimeoutMeans() {
        try (OperatorHarness<String, String> harness =
                patient(AsyncRetryStrategy.fixedDelay(9, Duration.ofMillis(1)))) {
            harness.process("give up a", 1);
            harness.process("b", 2);
            harness.advanceClock(Duration.ofMillis(100));
            assertThat(client.timedOut).containsExactly("give up a", "b");
            assertThat(harness.output()).containsExactly("nothing for give up a");

            client.answer("give up a", "too late");
            client.answer("b", "late, but welcome");
            harness.settle();
            assertThat(harness.output())
                    .containsExactly("nothing for give up a", "late, but welcome");
        }
    }

    @Test
    void rule71_theTimeIncludesTheRetriesAndEndsThem() {
        try (OperatorHarness<String, String> harness =
                patient(AsyncRetryStrategy.fixedDelay(9, Duration.ofMillis(60)))) {
            harness.process("give up a", 1);
            harness.process("b", 1);
            client.fail("give up a", new IOException());
            harness.advanceClock(Duration.ofMillis(60));
            assertThat(client.takeAsked()).containsExactly("give up a", "b", "give up a");
            client.fail("give up a", new IOException());
            harness.advanceClock(Duration.ofMillis(40));
            assertThat(harness.output()).containsExactly("nothing for give up a");

            client.fail("b", new IOException("last"));
            assertThatThrownBy(harness::settle).hasMessageContaining("record=b");
            assertThat(client.asked).isEmpty();
        }
    }

    // ---- retries

    @Test
    void rule71_callsAreMadeAgainAfterAFixedDelay() {
        try (OperatorHarness<String, String> harness =
                retrying(AsyncRetryStrategy.fixedDelay(2, Duration.ofMillis(100)))) {
            harness.process("a", 1);
            client.fail("a", new IOException("1"));
            harness.advanceClock(Duration.ofMillis(99));
            assertThat(client.asked).hasSize(1);
            harness.advanceClock(Duration.ofMillis(1));
            assertThat(client.asked).hasSize(2);

            client.fail("a", new IOException("2"));
            harness.advanceClock(Duration.ofMillis(100));
            client.fail("a", new IOException("3"));
            assertThatThrownBy(harness::settle)
                    .hasMessageContaining("record=a timestamp=1 calls=3")
                    .hasRootCauseMessage("3");
            assertThat(harness.counter(AsyncOperator.RETRIES)).isEqualTo(2);
        }
    }

    @Test
    void rule71_delaysGrowUpToALimit() {
        AsyncRetryStrategy<String> retry =
                AsyncRetryStrategy.exponentialBackoff(
                        100, Duration.ofMillis(10), Duration.ofMillis(55), 2);

        assertThat(List.of(1, 2, 3, 4, 5, 100))
                .extracting(retry::delayMillis)
                .containsExactly(10L, 20L, 40L, 55L, 55L, 55L);
    }

    @Test
    void rule71_predicatesSayWhatIsMadeAgain() {
        try (OperatorHarness<String, String> harness =
                retrying(
                        AsyncRetryStrategy.<String>fixedDelay(1, Duration.ofMillis(5))
                                .ifResult(results -> results.isEmpty())
                                .ifException(failure -> failure instanceof IOException))) {
            harness.process("a", 1);
            harness.process("b", 2);
            client.answer("a");
            client.fail("b", new CompletionException(new IOException()));
            harness.advanceClock(Duration.ofMillis(5));
            assertThat(client.takeAsked()).containsExactly("a", "b", "a", "b");

            client.answer("a");
            client.answer("b", "b1");
            harness.process("c", 3);
            client.fail("c", new IllegalStateException("own"));
            assertThatThrownBy(harness::settle).hasMessageContaining("record=c");
        }
    }

    @Test
    void rule71_whenNoRetryIsLeftTheResultsCount() {
        try (OperatorHarness<String, String> harness =
                retrying(
                        AsyncRetryStrategy.<String>fixedDelay(1, Duration.ofMillis(5))
                                .ifResult(results -> results.contains("bad")))) {
            harness.process("a", 1);
            client.answer("a", "bad");
            harness.advanceClock(Duration.ofMillis(5));
            client.answer("a", "bad");
            harness.settle();

            assertThat(harness.output()).containsExactly("bad");
        }
    }

    @Test
    void rule71_atTheEndOfInputRetriesStop() {
        try (OperatorHarness<String, String> harness =
                retrying(
                        AsyncRetryStrategy.<String>fixedDelay(100, Duration.ofDays(1))
                                .ifResult(results -> results.contains("bad")))) {
            harness.process("waits for a retry", 1);
            client.answer("waits for a retry", "bad");
            harness.settle();
            harness.process("is being called", 2);
            client.takeAsked();
            harness.endInput();
            assertThat(client.takeAsked()).containsExactly("waits for a retry");

            client.answer("waits for a retry", "bad");
            client.answer("is being called", "bad");
            harness.settle();
            assertThat(harness.output()).containsExactly("bad", "bad");
            assertThat(harness.isFinished()).isTrue();
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new AsyncSettings<>(true, NO_LIMIT, 0, null))
                .hasMessageContaining("capacity=0");
        assertThatThrownBy(() -> new AsyncSettings<>(true, Duration.ofMillis(-1), 1, null))
                .hasMessageContaining("timeout=PT-0.001S");
        assertThatThrownBy(() -> new AsyncSettings<>(true, Duration.ofNanos(1), 1, null))
                .as("would be no limit at all")
                .hasMessageContaining("timeout=PT0.000000001S");
        assertThatThrownBy(() -> AsyncRetryStrategy.fixedDelay(0, Duration.ZERO))
                .hasMessageContaining("maxRetries=0");
        assertThatThrownBy(
                        () ->
                                AsyncRetryStrategy.exponentialBackoff(
                                        1, Duration.ofMillis(2), Duration.ofMillis(1), 2))
                .hasMessageContaining("maxDelay=PT0.001S");
    }

    @Test
    void futuresOfAClientAreAnswers() throws Exception {
        AsyncFunction<String, String> function =
                AsyncFunction.of(
                        record ->
                                record.isEmpty()
                                        ? CompletableFuture.completedFuture(null)
                                        : CompletableFuture.completedFuture(record + "!"));
        try (OperatorHarness<String, String> harness =
                OperatorHarness.<String, String>of(
                                () ->
                                        new AsyncOperator<>(
                                                function,
                                                new AsyncSettings<>(true, NO_LIMIT, 1, null)))
                        .open()) {
            harness.process("a");
            assertThat(harness.output()).containsExactly("a!");
            assertThatThrownBy(() -> harness.process(""))
                    .hasMessageContaining("The client answered null");
        }
    }
}
