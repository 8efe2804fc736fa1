/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.tools.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sampo.samples.clickstream.broker.OwnBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command beside a real broker. */
class KafkaCommandIT {
    private static final String TOPIC = "results";

    private static OwnBroker broker;
    private static String address;

    private final StringWriter printed = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        broker = OwnBroker.start();
        address = broker.awaitAddress();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private int run(String command, String... rest) {
        printed.getBuffer().setLength(0);
        errors.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("transactions", command));
        arguments.addAll(List.of("--bootstrap", address));
        arguments.addAll(List.of(rest));
        return new CommandLine(new KafkaCommand())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static KafkaProducer<String, String> writing(String id) throws Exception {
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", address, "transactional.id", id),
                        new StringSerializer(),
                        new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, "of " + id)).get();
        return producer;
    }

    @Test
    void whatIsOpenIsListedAndEnded() throws Exception {
        try (KafkaProducer<String, String> one = writing("job-0-0");
                KafkaProducer<String, String> other = writing("job-1-3");
                KafkaProducer<String, String> foreign = writing("foreign")) {
            assertThat(run("list", "--prefix", "job")).isZero();
            assertThat(printed.toString().lines())
                    .hasSize(3)
                    .anyMatch(line -> line.matches("job-0-0 +Ongoing .* yes +results-0"));

            assertThat(run("commit", "job-0-0")).isZero();
            assertThat(run("abort", "job-1-3", "--json")).isZero();
            JsonNode aborted = new JsonMapper().readTree(printed.toString());
            assertThat(aborted.get("state").asText()).isEqualTo("Empty");
            assertThat(aborted.has("openMillis")).isFalse();

            assertThat(run("abort", "foreign")).isNotZero();
            assertThat(errors.toString()).contains("does not look like an id of a Kafka sink");
            assertThat(run("list", "--json")).isZero();
            assertThat(new JsonMapper().readTree(printed.toString()).get("id").asText())
                    .isEqualTo("foreign");
            assertThat(run("abort", "--force", "foreign")).isZero();

            assertThat(run("list")).isZero();
            assertThat(printed.toString().strip()).isEqualTo("No transactions.");
            assertThat(run("list", "--all")).isZero();
            assertThat(printed.toString()).contains("CompleteCommit", "Empty");
        }
    }

    @Test
    void whoIsToBeAskedMustBeSaid() {
        int exit =
                new CommandLine(new KafkaCommand())
                        .setErr(new PrintWriter(errors, true))
                        .execute("transactions", "list");

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains("--bootstrap");
    }
}
