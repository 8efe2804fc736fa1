/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.io.InvalidClassException;
import java.util.List;
import java.util.Set;

/**
 * Decides which classes a serialized function may bring along: those of the job, and those of the
 * JDK that hold data or are lambdas of the job or of {@code java.util}. Names are judged before the
 * class is loaded.
 */
final class FunctionTypes {
    private static final Set<String> JDK_PACKAGES =
            Set.of(
                    "java.io",
                    "java.lang",
                    "java.math",
                    "java.net",
                    "java.nio.charset",
                    "java.text",
                    "java.time",
                    "java.time.chrono",
                    "java.time.format",
                    "java.time.temporal",
                    "java.time.zone",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks",
                    "java.util.function",
                    "java.util.regex");
    private static final Set<String> JDK_CLASSES =
            Set.of("java.lang.invoke.SerializedLambda", "sun.util.calendar.ZoneInfo");
    private static final List<String> ANY_JDK =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** Libraries whose lambdas and classes a function has no business with. */
    private static final List<String> GADGETS =
            List.of(
                    "org.apache.pekko.",
                    "org.apache.fory.",
                    "org.rocksdb.",
                    "org.apache.commons.collections.functors.",
                    "org.apache.commons.collections4.functors.",
                    "org.codehaus.groovy.",
                    "org.springframework.aop.",
                    "org.springframework.beans.",
                    "com.mchange.");

    private FunctionTypes() {}

    static boolean isAllowed(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || isAllowedName(element.getName());
    }

    /** Throws unless a class of that name, or array of it, may be loaded. */
    static void checkName(String name) throws InvalidClassException {
        int element = name.lastIndexOf('[') + 1;
        boolean array = element > 0;
        boolean object = !array || name.charAt(element) == 'L';
        int start = array && object ? element + 1 : element;
        int end = array && object ? name.length() - 1 : name.length();
        if (object && !isAllowedName(name.substring(start, end))) {
            throw new InvalidClassException(name, "not a class that a function may bring along");
        }
    }

    private static boolean isAllowedName(String name) {
        if (JDK_CLASSES.contains(name)) {
            return true;
        }
        for (String prefix : ANY_JDK) {
            if (name.startsWith(prefix)) {
                return JDK_PACKAGES.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
            }
        }
        for (String prefix : GADGETS) {
            if (name.startsWith(prefix)) {
                return false;
            }
        }
        return true;
    }
}
