/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import io.sampo.connectors.kafka.testkit.KafkaBroker;
import io.sampo.connectors.kafka.testkit.SinkAttempt;
import io.sampo.connectors.kafka.testkit.SinkAttempt.Snapshot;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody does by hand with what a job has left. */
class KafkaTransactionsTest {
    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    private String topic;
    private String id;
    private KafkaTransactions transactions;

    @BeforeEach
    void connect() throws Exception {
        topic = BROKER.createTopic(1);
        id = topic + "-0-0";
        transactions = new KafkaTransactions(Map.of("bootstrap.servers", BROKER.address()));
    }

    @AfterEach
    void close() {
        transactions.close();
    }

    private SinkAttempt<String, KafkaCommittable> attempt(@Nullable Snapshot<KafkaCommittable> from)
            throws Exception {
        KafkaSink<String> sink =
                KafkaSink.<String>builder()
                        .bootstrapServers(BROKER.address())
                        .recordSerializer(KafkaRecordSerializer.strings(topic))
                        .deliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .transactionalIdPrefix(topic)
                        .build();
        return new SinkAttempt<>(
                (TransactionalKafkaSink<String>) sink, 1, Duration.ofMillis(500), from);
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void listsTheTransactionsOfAPrefixWithWhatTheyBlock() throws Exception {
        try (var sink = attempt(null)) {
            sink.write(0, "a");
            sink.checkpoint(1);

            List<KafkaTransaction> open =
                    transactions.list(topic + "-").stream()
                            .filter(KafkaTransaction::isOpen)
                            .toList();

            assertThat(open).hasSize(1);
            KafkaTransaction found = open.get(0);
            assertThat(found.id()).isEqualTo(id);
            assertThat(found.state()).isEqualTo("Ongoing");
            assertThat(found.partitions()).containsExactly(topic + "-0");
            assertThat(found.ours()).isTrue();
            assertThat(found.startMillis()).isPositive();
            assertThat(found.timeoutMillis()).isEqualTo(900_000);
            assertThat(transactions.list("of nobody")).isEmpty();
        }
    }

    @Test
    void rule62_whatACheckpointPromisedIsCommittedByHandAndTheRestoreDoesItOnceMore()
            throws Exception {
        var killed = attempt(null);
        killed.write(0, "a");
        Snapshot<KafkaCommittable> snapshot = killed.checkpoint(1);

        assertThat(transactions.commit(id, false).isOpen()).isFalse();

        assertThat(BROKER.values(topic)).containsExactly("a");
        assertCode(
                () -> transactions.commit(id, false),
                ErrorCode.INVALID_SETTING,
                "transactionalId=" + id + " state=CompleteCommit");
        try (var sink = attempt(snapshot)) {
            sink.write(0, "b");
            sink.checkpoint(2);
            sink.complete(2);
        }
        assertThat(BROKER.values(topic)).containsExactly("a", "b");
        killed.close();
    }

    @Test
    void whatIsAbortedByHandIsSeenByNobodyAndItsWriterIsKeptOut() throws Exception {
        var zombie = attempt(null);
        zombie.write(0, "a");
        zombie.checkpoint(1);

        assertThat(transactions.abort(id, false).isOpen()).isFalse();

        assertThat(BROKER.values(topic)).isEmpty();
        assertCode(() -> zombie.complete(1), ErrorCode.COMMIT_REFUSED, "transactionalId=" + id);
        assertThat(BROKER.openTransactions(topic)).isEmpty();
        zombie.close();
    }

    @Test
    void whatIsNotOursIsLeftAloneUnlessItIsForced() throws Exception {
        String foreign = topic + "-of-somebody";
        try (KafkaProducer<String, String> producer =
                BROKER.producer(Map.of("transactional.id", foreign))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "theirs")).get();

            assertCode(
                    () -> transactions.abort(foreign, false),
                    ErrorCode.INVALID_SETTING,
                    "transactionalId=" + foreign);
            assertCode(
                    () -> transactions.commit(foreign, false),
                    ErrorCode.INVALID_SETTING,
                    "--force");
            assertThat(BROKER.openTransactions(foreign)).containsExactly(foreign);

            transactions.commit(foreign, true);
            assertThat(BROKER.values(topic)).containsExactly("theirs");
        }
    }

    @Test
    void anIdThatTheBrokersDoNotKnowIsAnError() {
        assertCode(
                () -> transactions.abort(id, false),
                ErrorCode.INPUT_UNAVAILABLE,
                "servers=" + BROKER.address());
    }

    @Test
    void brokersThatDoNotAnswerAreAnError() {
        Map<String, String> nowhere =
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "default.api.timeout.ms",
                        "300",
                        "request.timeout.ms",
                        "300");
        try (KafkaTransactions lost = new KafkaTransactions(nowhere)) {
            assertCode(() -> lost.list(""), ErrorCode.EXTERNAL_IO, "servers=127.0.0.1:1");
        }
    }
}
