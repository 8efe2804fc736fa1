/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;

/** Where values of the configuration come from, in words. */
final class Origins {
    static final String DEFAULT = "default";
    private static final String ENVIRONMENT = "env variables";

    private Origins() {}

    /** Tells whether the value is that of a module's {@code reference.conf}. */
    static boolean isDefault(ConfigValue value) {
        return value.origin().description().startsWith("reference.conf");
    }

    /** Returns {@code default}, {@code -D}, {@code environment} or {@code FILE:LINE}. */
    static String of(ConfigValue value) {
        ConfigOrigin origin = value.origin();
        String description = origin.description();
        if (isDefault(value)) {
            return DEFAULT;
        }
        if (description.startsWith("system properties")) {
            return "-D";
        }
        if (description.startsWith(ENVIRONMENT)) {
            return "environment";
        }
        return origin.filename() == null
                ? description
                : origin.filename() + ":" + origin.lineNumber();
    }
}
