/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a registry for schemas, each once. Blocks while it does, no longer than the registry's
 * timeout for each try. Confined to one thread.
 */
final class RegistryClient {
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final int LARGEST_ANSWER = 4 << 20;
    private static final int MOST_SCHEMAS = 1000;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final SchemaRegistry registry;
    private final HttpClient http;
    private final ObjectMapper mapper = JsonMapper.builder().build();
    private final Map<Integer, Schema> byId =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Schema> eldest) {
                    return size() > MOST_SCHEMAS;
                }
            };
    private final Map<String, Integer> idBySubject = new HashMap<>();

    /** What a registry has answered. */
    private record Answer(int status, String body) {}

    RegistryClient(SchemaRegistry registry) {
        this.registry = registry;
        this.http = HttpClient.newBuilder().connectTimeout(registry.timeout()).build();
    }

    /**
     * Returns the schema with a number.
     *
     * @throws IOException if there is none, or it is not Avro's: the message cannot be read
     * @throws StreamException with {@code EXTERNAL_IO} if the registry does not answer
     */
    Schema schema(int id) throws IOException, InterruptedException {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Answer answer = ask("/schemas/ids/" + id, null);
        if (answer.status() == NOT_FOUND) {
            throw new IOException("the registry has no schema with this number: id=" + id);
        }
        if (answer.status() != OK) {
            throw refused("/schemas/ids/" + id, answer);
        }
        JsonNode found = parse("/schemas/ids/" + id, answer);
        String type = found.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !found.path("references").isEmpty()) {
            throw new IOException(
                    "the schema is not one of Avro that stands by itself: id="
                            + id
                            + " schemaType="
                            + type
                            + " references="
                            + found.path("references").size());
        }
        Schema schema;
        try {
            schema = new Schema.Parser().parse(found.path("schema").asText());
        } catch (SchemaParseException failure) {
            throw new IOException("the registry's schema cannot be read: id=" + id, failure);
        }
        byId.put(id, schema);
        return schema;
    }

    /**
     * Returns the number of a schema, which becomes the newest version of the subject if it is not
     * there yet. A subject has one schema here.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the registry does not take it; with
     *     {@code EXTERNAL_IO} if it does not answer
     */
    int register(String subject, Schema schema) throws InterruptedException {
        Integer known = idBySubject.get(subject);
        if (known != null) {
            return known;
        }
        String path =
                "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
        String body = mapper.createObjectNode().put("schema", schema.toString()).toString();
        Answer answer = ask(path, body);
        if (answer.status() != OK) {
            throw refused(path, answer);
        }
        int id = parse(path, answer).path("id").asInt(-1);
        if (id < 0) {
            throw refused(path, answer);
        }
        idBySubject.put(subject, id);
        return id;
    }

    private Answer ask(String path, @Nullable String body) throws InterruptedException {
        IOException last = null;
        String answered = "";
        for (int i = 0; i < registry.tries() * registry.urls().size(); i++) {
            String url = registry.urls().get(i % registry.urls().size());
            try {
                Answer answer = send(url + path, body);
                if (answer.status() < SERVER_ERROR) {
                    return answer;
                }
                answered = " answer=" + shortened(answer);
            } catch (IOException failure) {
                last = failure;
            }
        }
        throw new StreamException(
                ErrorCode.EXTERNAL_IO,
                "A schema registry does not answer: urls="
                        + registry
                        + " path="
                        + path
                        + " tries="
                        + registry.tries()
                        + answered
                        + (last == null ? "" : " cause=" + StreamException.withoutFullStop(last))
                        + ". See that it is up and that this machine reaches it.",
                last);
    }

    private Answer send(String url, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(registry.timeout())
                        .header("Accept", JSON);
        registry.headers().forEach(request::header);
        if (body != null) {
            request.header("Content-Type", JSON).POST(BodyPublishers.ofString(body));
        }
        HttpResponse<InputStream> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream content = response.body()) {
            byte[] bytes = content.readNBytes(LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                throw new IOException("the answer is too large: limitBytes=" + LARGEST_ANSWER);
            }
            return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private JsonNode parse(String path, Answer answer) {
        try {
            return mapper.readTree(answer.body());
        } catch (JsonProcessingException notJson) {
            throw refused(path, answer);
        }
    }

    private StreamException refused(String path, Answer answer) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "A schema registry does not do what it is asked: urls="
                        + registry
                        + " path="
                        + path
                        + " answer="
                        + shortened(answer)
                        + ". Of 409 the schema does not fit those that the subject has; of 401 and 403,"
                        + " see withUser.");
    }

    private static String shortened(Answer answer) {
        String body = answer.body().strip();
        return answer.status() + " " + body.substring(0, Math.min(body.length(), 300));
    }
}
