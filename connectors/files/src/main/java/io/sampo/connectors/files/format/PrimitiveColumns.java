/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the primitive properties of a class, as Jackson sees it, that have no column. */
final class PrimitiveColumns {
    private PrimitiveColumns() {}

    static List<String> missing(Class<?> type, Collection<String> columns, ObjectMapper mapper) {
        if (type.isAnnotationPresent(JsonDeserialize.class)) {
            return List.of(); // reads whatever it wants
        }
        DeserializationConfig config = mapper.getDeserializationConfig();
        BeanDescription bean = config.introspect(config.constructType(type));
        Set<String> ignored =
                config.getDefaultPropertyIgnorals(type, bean.getClassInfo())
                        .findIgnoredForDeserialization();
        Set<String> present =
                ignoresCase(bean) ? new TreeSet<>(String.CASE_INSENSITIVE_ORDER) : new TreeSet<>();
        present.addAll(columns);
        List<String> missing = new ArrayList<>();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            if (property.couldDeserialize()
                    && property.getRawPrimaryType().isPrimitive()
                    && !ignored.contains(property.getName())
                    && !isPresent(property, present)) {
                missing.add(property.getName());
            }
        }
        return missing;
    }

    private static boolean ignoresCase(BeanDescription bean) {
        JsonFormat.Value format = bean.findExpectedFormat();
        return format != null
                && Boolean.TRUE.equals(
                        format.getFeature(JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES));
    }

    private static boolean isPresent(BeanPropertyDefinition property, Set<String> present) {
        return present.contains(property.getName())
                || property.findAliases().stream()
                        .map(PropertyName::getSimpleName)
                        .anyMatch(present::contains);
    }
}
