/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.tools.kafka;

import io.sampo.connectors.kafka.sink.KafkaTransactions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that all commands share: whom to ask, and how to print the answer. */
final class Brokers {
    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "brokers to ask first, separated by commas")
    private String bootstrap = "";

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description =
                    "of the client, such as security.protocol=SSL; may be given several times")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = "--json", description = "prints a JSON object for each id, one a line")
    private boolean json;

    boolean json() {
        return json;
    }

    KafkaTransactions transactions() {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("bootstrap.servers", bootstrap);
        return new KafkaTransactions(all);
    }
}
