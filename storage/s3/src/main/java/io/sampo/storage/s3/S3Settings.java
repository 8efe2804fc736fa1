/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code sampo.storage.s3}; its keys and defaults are explained in {@code
 * reference.conf}.
 *
 * @param endpoint the URL of the storage; nothing for Amazon's
 * @param region of the buckets; nothing if the environment or the profile says it
 * @param pathStyle whether buckets are in the path of URLs
 * @param keys who asks; nothing if the environment or the profile says it
 * @param profile to take keys from
 * @param partBytes of what is sent in parts
 * @param attempts for each request, at least 1
 * @param timeout without a byte
 * @param connections at a time
 */
record S3Settings(
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        Optional<Keys> keys,
        Optional<String> profile,
        int partBytes,
        int attempts,
        Duration timeout,
        int connections) {
    static final String PATH = "sampo.storage.s3";

    /** The protocol allows no smaller parts but the last. */
    private static final int LEAST_PART_BYTES = 5 << 20;

    private static final int MOST_PART_BYTES = 512 << 20;
    private static final int MOST_ATTEMPTS = 100;
    private static final int MOST_CONNECTIONS = 1000;

    /**
     * Who asks.
     *
     * @param access the key's name
     * @param secret proves it
     * @param token of a session; nothing with lasting keys
     */
    record Keys(String access, String secret, Optional<String> token) {
        /** Leaves out what is secret. */
        @Override
        public String toString() {
            return "Keys[access=" + access + "]";
        }
    }

    static S3Settings from(Config root) {
        return SettingsReader.read(root, PATH, S3Settings::read);
    }

    static S3Settings read(SettingsReader in) {
        Optional<Keys> keys = keys(in);
        Optional<String> profile = in.optionalString("profile");
        if (profile.isPresent() && keys.isPresent()) {
            in.problem("profile", "nothing, because access-key is set");
        }
        long partBytes = in.bytes("part-size", LEAST_PART_BYTES);
        if (partBytes > MOST_PART_BYTES) {
            in.problem("part-size", "at most 512 MiB");
        }
        return new S3Settings(
                endpoint(in),
                in.optionalString("region"),
                in.flag("path-style"),
                keys,
                profile,
                (int) Math.min(partBytes, MOST_PART_BYTES),
                in.integer("attempts", 1, MOST_ATTEMPTS),
                in.duration("timeout", Duration.ofMillis(100)),
                in.integer("connections", 1, MOST_CONNECTIONS));
    }

    private static Optional<Keys> keys(SettingsReader in) {
        Optional<String> access = in.optionalString("access-key");
        Optional<String> secret = in.optionalString("secret");
        Optional<String> token = in.optionalString("token");
        if (access.isPresent() != secret.isPresent()) {
            in.problem(
                    access.isPresent() ? "secret" : "access-key",
                    "a text, since access-key and secret belong together");
        } else if (token.isPresent() && access.isEmpty()) {
            in.problem("token", "nothing, because access-key is not set");
        }
        return access.map(name -> new Keys(name, secret.orElse(""), token));
    }

    private static Optional<URI> endpoint(SettingsReader in) {
        Optional<String> text = in.optionalString("endpoint");
        if (text.isPresent() && !text.get().matches("https?://[^/?#]+/?")) {
            in.problem("endpoint", "a URL such as https://s3.example.com:9000");
            return Optional.empty();
        }
        return text.map(URI::create);
    }

    /** Names where requests go, for people. */
    String place() {
        return endpoint.map(URI::toString)
                .orElseGet(() -> "Amazon S3, region " + region.orElse("of the environment"));
    }
}
