/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import io.sampo.connectors.kafka.testkit.KafkaBroker;
import io.sampo.connectors.kafka.testkit.SinkAttempt;
import io.sampo.connectors.kafka.testkit.SinkAttempt.Snapshot;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TransactionState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a sink with transactions leaves in a real broker, whatever happens to its processes. */
class KafkaSinkTest {
    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    private static final Duration SHORT = Duration.ofMillis(500);

    private String topic;

    @BeforeEach
    void createTopic() throws Exception {
        topic = BROKER.createTopic(1);
    }

    private KafkaSinkBuilder<String> builder() {
        return KafkaSink.<String>builder()
                .bootstrapServers(BROKER.address())
                .recordSerializer(KafkaRecordSerializer.strings(topic))
                .deliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .transactionPoolSize(5)
                .transactionalIdPrefix(topic);
    }

    private SinkAttempt<String, KafkaCommittable> attempt(
            int parallelism, @Nullable Snapshot<KafkaCommittable> from) throws Exception {
        return attempt(builder(), parallelism, from);
    }

    private static SinkAttempt<String, KafkaCommittable> attempt(
            KafkaSinkBuilder<String> builder,
            int parallelism,
            @Nullable Snapshot<KafkaCommittable> from)
            throws Exception {
        return new SinkAttempt<>(
                (TransactionalKafkaSink<String>) builder.build(), parallelism, SHORT, from);
    }

    private void assertNothingIsOpen() throws Exception {
        assertThat(BROKER.openTransactions(topic)).isEmpty();
    }

    @Test
    void rule62_whatWasWrittenIsSeenOnceItsCheckpointIsComplete() throws Exception {
        try (var sink = attempt(1, null)) {
            sink.write(0, "a");
            sink.write(0, "b");
            sink.checkpoint(1);
            sink.write(0, "c");
            assertThat(BROKER.values(topic)).isEmpty();

            sink.complete(1);
            assertThat(BROKER.values(topic)).containsExactly("a", "b");
            sink.checkpoint(2);
            sink.complete(2);
            assertThat(BROKER.values(topic)).containsExactly("a", "b", "c");
        }
        assertNothingIsOpen();
    }

    @Test
    void rule63_anEmptyTransactionIsNotCommitted() throws Exception {
        try (var sink = attempt(1, null)) {
            for (int checkpoint = 1; checkpoint <= 10; checkpoint++) {
                assertThat(sink.checkpoint(checkpoint).committables()).containsOnly(List.of());
                sink.complete(checkpoint);
            }
            sink.write(0, "a");
            assertThat(sink.checkpoint(11).committables()).allMatch(list -> list.size() == 1);
            sink.complete(11);
        }
        assertThat(BROKER.values(topic)).containsExactly("a");
        assertThat(BROKER.transactions(topic).values())
                .filteredOn(state -> state != TransactionState.EMPTY)
                .as("ids under which anything was ever written")
                .hasSize(1);
    }

    @Test
    void rule63_aCheckpointThatFailedIsCommittedByTheNext() throws Exception {
        try (var sink = attempt(1, null)) {
            sink.write(0, "a");
            sink.checkpoint(1);
            sink.write(0, "b");
            sink.checkpoint(2);
            sink.complete(2);
        }
        assertThat(BROKER.values(topic)).containsExactly("a", "b");
        assertNothingIsOpen();
    }

    private static List<String> numbered(String name, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> name + i).toList();
    }

    @Test
    void rule62_idsOfAnAttemptThatNoCheckpointKnowsAreFencedToo() throws Exception {
        var first = attempt(1, null);
        first.write(0, "a");
        Snapshot<KafkaCommittable> snapshot = first.checkpoint(1);
        var wide = attempt(3, snapshot);
        for (int subtask = 0; subtask < 3; subtask++) {
            wide.write(subtask, "open" + subtask);
        }
        wide.checkpoint(2);
        attempt(1, snapshot).close();

        assertThat(BROKER.values(topic)).containsExactly("a");
        assertNothingIsOpen();
        first.close();
        wide.close();
    }

    @Test
    void rule62_idsGoRoundAndTheirNumberIsFixed() throws Exception {
        try (var sink = attempt(1, null)) {
            for (int checkpoint = 1; checkpoint <= 10; checkpoint++) {
                sink.write(0, "m" + checkpoint);
                sink.checkpoint(checkpoint);
                sink.complete(checkpoint);
            }
        }
        assertThat(BROKER.values(topic)).hasSize(10);
        assertThat(BROKER.transactions(topic).keySet())
                .containsExactlyElementsOf(numbered(topic + "-0-", 0, 5));
    }

    @Test
    void tooManyCheckpointsThatFailAreAnError() throws Exception {
        try (var sink = attempt(1, null)) {
            for (int checkpoint = 1; checkpoint <= 2; checkpoint++) {
                sink.write(0, "m");
                sink.checkpoint(checkpoint);
            }
            sink.write(0, "m");
            assertThatThrownBy(() -> sink.checkpoint(3))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure ->
                                    assertThat(failure.code())
                                            .isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
                    .hasMessageContaining("poolSize=5 waiting=2");
        }
    }

    @Test
    void rule63_aRestoreCommitsWhatWasPromisedAndFencesTheRest() throws Exception {
        var killed = attempt(1, null);
        killed.write(0, "promised");
        Snapshot<KafkaCommittable> snapshot = killed.checkpoint(1);
        killed.write(0, "lost, and written again");
        killed.checkpoint(2);
        killed.write(0, "open");

        try (var sink = attempt(1, snapshot)) {
            assertThat(BROKER.values(topic)).containsExactly("promised");
            assertNothingIsOpen();
            sink.write(0, "new");
            sink.checkpoint(3);
            sink.complete(3);
        }
        assertThat(BROKER.values(topic)).containsExactly("promised", "new");
        assertNothingIsOpen();
        killed.close();
    }

    @Test
    void rule63_whatWasCommittedBeforeTheKillIsCommittedOnceMoreAtEachRestore() throws Exception {
        var first = attempt(1, null);
        first.write(0, "a");
        Snapshot<KafkaCommittable> snapshot = first.checkpoint(1);
        first.complete(1);
        first.write(0, "open in the first");
        for (int i = 0; i < 4; i++) {
            var next = attempt(1, snapshot);
            next.write(0, "open");
            next.checkpoint(2);
            next.write(0, "open");
            assertThat(BROKER.values(topic)).containsExactly("a");
        }
        attempt(1, snapshot).close();

        assertThat(BROKER.values(topic)).containsExactly("a");
        assertNothingIsOpen();
    }

    @Test
    void rule62_aZombieIsFenced() throws Exception {
        var zombie = attempt(1, null);
        zombie.write(0, "a");
        Snapshot<KafkaCommittable> snapshot = zombie.checkpoint(1);
        zombie.write(0, "of the zombie");
        try (var sink = attempt(1, snapshot)) {
            assertThatThrownBy(
                            () -> {
                                zombie.write(0, "of the zombie");
                                zombie.checkpoint(2);
                            })
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_IO));
            zombie.complete(1);
            sink.write(0, "b");
            sink.checkpoint(2);
            sink.complete(2);
        }
        assertThat(BROKER.values(topic)).containsExactly("a", "b");
        zombie.close();
        assertNothingIsOpen();
    }

    @Test
    void rule62_idsOfRemovedSubtasksAreCommittedAndFenced() throws Exception {
        var wide = attempt(4, null);
        for (int subtask = 0; subtask < 4; subtask++) {
            wide.write(subtask, "promised" + subtask);
        }
        Snapshot<KafkaCommittable> snapshot = wide.checkpoint(1);
        for (int subtask = 0; subtask < 4; subtask++) {
            wide.write(subtask, "open" + subtask);
        }
        try (var narrow = attempt(1, snapshot)) {
            assertThat(BROKER.values(topic))
                    .containsExactlyInAnyOrder("promised0", "promised1", "promised2", "promised3");
            assertNothingIsOpen();
            assertThatThrownBy(
                            () -> {
                                wide.write(3, "of the zombie");
                                wide.checkpoint(2);
                            })
                    .isInstanceOf(StreamException.class);
            narrow.write(0, "new");
            narrow.checkpoint(2);
            narrow.complete(2);
        }
        assertThat(BROKER.values(topic)).hasSize(5).contains("new");
        wide.close();
        assertNothingIsOpen();
    }

    @Test
    void rule63_aTransactionThatHasExpiredStopsTheJobWithItsId() throws Exception {
        var builder = builder().property("transaction.timeout.ms", "1000");
        var killed = attempt(builder, 1, null);
        killed.write(0, "a");
        Snapshot<KafkaCommittable> snapshot = killed.checkpoint(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> BROKER.openTransactions(topic).isEmpty());

        assertThatThrownBy(() -> attempt(builder, 1, snapshot))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.COMMIT_REFUSED))
                .hasMessageContaining("transactionalId=" + topic + "-0-0");
        assertThat(BROKER.values(topic)).isEmpty();
        killed.close();
    }

    @Test
    void rule63_aTimeoutThatCannotCoverACheckpointIsRefused() {
        assertThatThrownBy(
                        () -> attempt(builder().property("transaction.timeout.ms", "499"), 1, null))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("transaction.timeout.ms=499 needed=500");
        assertThatThrownBy(
                        () ->
                                attempt(
                                        builder().property("transaction.timeout.ms", "900001"),
                                        1,
                                        null))
                .hasMessageContaining(
                        "transaction.timeout.ms=900001 transaction.max.timeout.ms=900000");
    }

    @Test
    void idsAreFreeAgainAfterARestoreWithCommits() throws Exception {
        Snapshot<KafkaCommittable> snapshot = null;
        List<String> expected = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            var sink = attempt(1, snapshot);
            for (int i = 1; i <= 4; i++) {
                long checkpoint = run * 10 + i;
                sink.write(0, "m" + checkpoint);
                expected.add("m" + checkpoint);
                snapshot = sink.checkpoint(checkpoint);
                if (i < 4) {
                    sink.complete(checkpoint);
                }
            }
        }
        attempt(1, snapshot).close();

        assertThat(BROKER.values(topic)).containsExactlyElementsOf(expected);
        assertNothingIsOpen();
    }

    /** Attempts that die anywhere, with other parallelism, and zombies that go on for a while. */
    @RepeatedTest(2)
    void rule62_eachRecordIsSeenOnceWhereverProcessesDie() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<SinkAttempt<String, KafkaCommittable>> zombies = new ArrayList<>();
        Snapshot<KafkaCommittable> snapshot = null;
        long checkpoint = 0;
        int position = 0;
        while (position < 40) {
            int parallelism = 1 + random.nextInt(3);
            var sink = attempt(builder().transactionPoolSize(8), parallelism, snapshot);
            int next = position;
            for (int step = 1 + random.nextInt(4); step > 0; step--) {
                for (int end = next + random.nextInt(6); next < end; next++) {
                    sink.write(random.nextInt(parallelism), String.valueOf(next));
                }
                Snapshot<KafkaCommittable> prepared = sink.checkpoint(++checkpoint);
                int dies = random.nextInt(8);
                if (dies > 0 && dies < 6) {
                    snapshot = prepared;
                    position = next;
                    sink.complete(checkpoint);
                } else if (dies == 6) {
                    // Stored, and then the process is gone.
                    snapshot = prepared;
                    position = next;
                    break;
                } else if (dies == 7) {
                    break;
                }
                if (!zombies.isEmpty() && random.nextInt(4) == 0) {
                    haunt(zombies.get(zombies.size() - 1));
                }
            }
            zombies.add(sink);
        }
        attempt(1, snapshot).close();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < position; i++) {
            expected.add(String.valueOf(i));
        }

        assertThat(BROKER.values(topic))
                .as("seed=%d", seed)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(BROKER.openTransactions(topic)).as("seed=%d", seed).isEmpty();
        for (SinkAttempt<String, KafkaCommittable> zombie : zombies) {
            zombie.close();
        }
        assertThat(BROKER.values(topic)).as("seed=%d", seed).hasSize(expected.size());
    }

    private static void haunt(SinkAttempt<String, KafkaCommittable> zombie) {
        try {
            zombie.write(0, "of a zombie");
            zombie.checkpoint(1_000_000);
        } catch (Exception fenced) {
            assertThat(fenced).isInstanceOf(StreamException.class);
        }
    }

    @Test
    void aSinkThatLacksSomethingIsNotBuilt() {
        assertThatThrownBy(() -> KafkaSink.builder().build())
                .hasMessageContaining("needs bootstrapServers");
        assertThatThrownBy(() -> builder().transactionalIdPrefix(" ").build())
                .hasMessageContaining("needs a transactionalIdPrefix");
        assertThatThrownBy(() -> builder().property("transactional.id", "x"))
                .hasMessageContaining("makes transactional ids itself");
        assertThatThrownBy(() -> builder().transactionPoolSize(3)).hasMessageContaining("size=3");
        assertThat(builder().build().target()).contains(topic + "-*");
        assertThat(builder().deliveryGuarantee(DeliveryGuarantee.NONE).build().target()).isNull();
    }
}
