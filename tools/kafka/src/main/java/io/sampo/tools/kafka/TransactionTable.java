/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.tools.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sampo.connectors.kafka.sink.KafkaTransaction;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Transactions to be printed.
 *
 * @param nowMillis since 1970
 */
record TransactionTable(List<KafkaTransaction> transactions, long nowMillis) {
    private static final String ROW = "%-32s  %-14s  %12s  %6s  %9s  %9s  %-4s  %s%n";

    /** Returns a table, or a line that says that there is nothing. */
    String text() {
        if (transactions.isEmpty()) {
            return String.format(Locale.ROOT, "No transactions.%n");
        }
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "id",
                        "state",
                        "producer",
                        "epoch",
                        "open for",
                        "timeout",
                        "ours",
                        "partitions"));
        for (KafkaTransaction transaction : transactions) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            transaction.id(),
                            transaction.state(),
                            transaction.producerId(),
                            transaction.epoch(),
                            transaction.isOpen() ? seconds(openMillis(transaction)) : "-",
                            seconds(transaction.timeoutMillis()),
                            transaction.ours() ? "yes" : "no",
                            String.join(" ", transaction.partitions())));
        }
        return text.toString();
    }

    private long openMillis(KafkaTransaction transaction) {
        return Math.max(0, nowMillis - transaction.startMillis());
    }

    private static String seconds(long millis) {
        return Duration.ofMillis(millis).toSeconds() + " s";
    }

    /**
     * Returns an object for each, one a line; {@code openMillis} is left out where none is open.
     */
    String jsonLines() {
        ObjectMapper mapper = JsonMapper.builder().build();
        StringBuilder lines = new StringBuilder();
        for (KafkaTransaction transaction : transactions) {
            ObjectNode object = mapper.createObjectNode();
            object.put("id", transaction.id());
            object.put("state", transaction.state());
            object.put("open", transaction.isOpen());
            object.put("producerId", transaction.producerId());
            object.put("epoch", transaction.epoch());
            if (transaction.isOpen()) {
                object.put("openMillis", openMillis(transaction));
            }
            object.put("timeoutMillis", transaction.timeoutMillis());
            object.put("ours", transaction.ours());
            transaction.partitions().forEach(object.putArray("partitions")::add);
            try {
                lines.append(mapper.writeValueAsString(object)).append('\n');
            } catch (JsonProcessingException failure) {
                throw new StreamException(
                        ErrorCode.INTERNAL, "No JSON: transaction=" + transaction, failure);
            }
        }
        return lines.toString();
    }
}
