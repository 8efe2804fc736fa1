/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.settings;

import java.util.Set;

/** Which settings nobody is shown the value of. */
public final class Secrets {
    /** What is shown instead. */
    public static final String HIDDEN = "(hidden)";

    private static final Set<String> NAMES = Set.of("password", "token", "secret");

    private Secrets() {}

    /** Returns whether a setting is secret, by the end of its name or path. */
    public static boolean isSecret(String name) {
        return NAMES.stream()
                .anyMatch(
                        end ->
                                name.equals(end)
                                        || name.endsWith("-" + end)
                                        || name.endsWith("." + end));
    }
}
