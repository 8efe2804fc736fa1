/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.sampo.core.settings.SettingsReader;
import java.util.Optional;

/**
 * The secret that all nodes know, as whoever uses it reads it: nodes and commands must come to the
 * same.
 */
public final class NetworkToken {
    private static final String KEY = "token";
    private static final int SHORTEST = 16;

    private NetworkToken() {}

    /**
     * Returns the token without blanks and newlines around it, which files of secrets end with; or
     * nothing if there is nothing else.
     */
    public static Optional<String> of(String text) {
        return Optional.of(text.strip()).filter(token -> !token.isEmpty());
    }

    /** Reads it from the section of the network; one that is unfit is a problem. */
    static Optional<String> read(SettingsReader in) {
        Optional<String> token = in.optionalString(KEY).flatMap(NetworkToken::of);
        token.ifPresent(
                given -> {
                    if (given.length() < SHORTEST) {
                        in.problem(KEY, "at least " + SHORTEST + " characters, chosen at random");
                    }
                    if (!given.chars().allMatch(NetworkToken::isVisibleAscii)) {
                        in.problem(
                                KEY,
                                "visible characters of ASCII only, without blanks or line ends"
                                        + " between them, since commands send it in a header of"
                                        + " HTTP. Make one with: openssl rand -base64 24");
                    }
                });
        return token;
    }

    /** Leaves it in the section, whatever it is. */
    static void ignore(SettingsReader in) {
        in.ignore(KEY);
    }

    private static boolean isVisibleAscii(int character) {
        return character > ' ' && character <= '~';
    }
}
