/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.avro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry in this process: what Confluent documents of the two calls that are needed, with their
 * errors.
 */
final class RegistryServer implements AutoCloseable {
    private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(\\d+)");
    private static final Pattern VERSIONS = Pattern.compile("/subjects/([^/]+)/versions");

    private final HttpServer server;
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, String> frozen = new HashMap<>();
    private int failures;
    private int asked;
    private @Nullable String authorization;

    RegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the next requests with 500. */
    synchronized void failNext(int count) {
        failures = count;
    }

    /** Takes nothing but this schema for a subject. */
    synchronized void freeze(String subject, String schema) {
        frozen.put(subject, schema);
    }

    synchronized int asked() {
        return asked;
    }

    synchronized @Nullable String authorization() {
        return authorization;
    }

    /** Keeps anything as a schema, and returns its number. */
    synchronized int add(String json) {
        schemas.add(json);
        return schemas.size();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        asked++;
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String path = exchange.getRequestURI().getRawPath();
        Matcher byId = BY_ID.matcher(path);
        Matcher versions = VERSIONS.matcher(path);
        if (failures > 0) {
            failures--;
            answer(exchange, 500, error(50001, "Error in the backend data store"));
        } else if (byId.matches() && exchange.getRequestMethod().equals("GET")) {
            int id = Integer.parseInt(byId.group(1));
            if (id < 1 || id > schemas.size()) {
                answer(exchange, 404, error(40403, "Schema not found"));
            } else {
                answer(exchange, 200, schemas.get(id - 1));
            }
        } else if (versions.matches() && exchange.getRequestMethod().equals("POST")) {
            String subject = URLDecoder.decode(versions.group(1), StandardCharsets.UTF_8);
            String schema =
                    mapper.readTree(exchange.getRequestBody().readAllBytes())
                            .get("schema")
                            .asText();
            if (!frozen.getOrDefault(subject, schema).equals(schema)) {
                answer(exchange, 409, error(409, "Schema being registered is incompatible"));
                return;
            }
            String stored = mapper.createObjectNode().put("schema", schema).toString();
            int known = schemas.indexOf(stored);
            int id = known >= 0 ? known + 1 : add(stored);
            answer(exchange, 200, "{\"id\":" + id + "}");
        } else {
            answer(exchange, 404, error(404, "HTTP 404 Not Found"));
        }
    }

    private static String error(int code, String message) {
        return "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
