/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Summaries of nodes as JSON: {@code {"nodes": [{...}]}}. */
public final class NodesJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private NodesJson() {}

    /** Returns nodes as JSON. */
    public static String write(List<NodeSummary> nodes) {
        return JobJson.text(
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("nodes");
                    for (NodeSummary node : nodes) {
                        json.writeStartObject();
                        json.writeStringField("address", node.address());
                        json.writeStringField("name", node.name());
                        json.writeStringField("http", node.http());
                        json.writeNumberField("slots", node.slots());
                        json.writeStringField("state", node.state());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static List<NodeSummary> read(String text) {
        List<NodeSummary> nodes = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(text)) {
            Map<String, String> values = new HashMap<>();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue() && json.currentName() != null) {
                    values.put(json.currentName(), json.getText());
                } else if (token == JsonToken.END_OBJECT && !values.isEmpty()) {
                    nodes.add(
                            new NodeSummary(
                                    values.getOrDefault("address", ""),
                                    values.getOrDefault("name", ""),
                                    values.getOrDefault("http", ""),
                                    Integer.parseInt(values.getOrDefault("slots", "0")),
                                    values.getOrDefault("state", "")));
                    values.clear();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("Not summaries of nodes: " + e.getMessage(), e);
        }
        return nodes;
    }
}
