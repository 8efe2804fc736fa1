/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.avro;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the schemas of topics are kept: a server with the REST API of Confluent's Schema Registry.
 * Messages begin with a zero byte and the number of their schema, in four bytes.
 *
 * <pre>{@code
 * SchemaRegistry registry = SchemaRegistry.at("http://registry:8081");
 * }</pre>
 *
 * <p>Tested against a server in the tests' process that behaves as that API is documented, not
 * against a registry of a vendor.
 *
 * @param urls tried one after the other
 * @param timeout for one answer
 * @param tries how often all of them are tried before the job fails
 * @param headers sent with each request, such as {@code Authorization}
 */
public record SchemaRegistry(
        List<String> urls, Duration timeout, int tries, Map<String, String> headers)
        implements Serializable {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final int DEFAULT_TRIES = 3;

    /**
     * Checks and copies what is given.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if there is no URL, or something is not
     *     positive
     */
    public SchemaRegistry {
        urls = urls.stream().map(SchemaRegistry::checked).toList();
        headers = Map.copyOf(headers);
        if (urls.isEmpty() || tries < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A schema registry needs a URL, a positive time and a positive number of tries:"
                            + " urls="
                            + urls
                            + " timeout="
                            + timeout
                            + " tries="
                            + tries
                            + ".");
        }
    }

    private static String checked(String url) {
        String stripped = url.strip().replaceAll("/+$", "");
        if (!stripped.matches("https?://[^/].*") || URI.create(stripped).getUserInfo() != null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Not the URL of a schema registry: url="
                            + stripped.replaceAll("//[^/]*@", "//...@")
                            + ". It is such as http://host:8081; for a user see withUser.");
        }
        return stripped;
    }

    /** Returns a registry, with a timeout of 5 seconds and three tries. */
    public static SchemaRegistry at(String... urls) {
        return new SchemaRegistry(Arrays.asList(urls), DEFAULT_TIMEOUT, DEFAULT_TRIES, Map.of());
    }

    /** Returns the same registry with a header more. */
    public SchemaRegistry withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new SchemaRegistry(urls, timeout, tries, more);
    }

    /** Returns the same registry, asked as a user (HTTP Basic). */
    public SchemaRegistry withUser(String name, String password) {
        byte[] user = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return withHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }

    /** Returns the same registry with another timeout for one answer. */
    public SchemaRegistry withTimeout(Duration wanted) {
        return new SchemaRegistry(urls, wanted, tries, headers);
    }

    /** Returns the URLs; headers may hold a password. */
    @Override
    public String toString() {
        return urls.toString();
    }
}
