/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.util.HashMap;
import java.util.Map;
import org.apache.fory.meta.FieldInfo;
import org.apache.fory.meta.TypeDef;
import org.apache.fory.resolver.SharedRegistry;
import org.apache.fory.resolver.TypeResolver;

/**
 * Compares the schemas that come with stored values with the classes of the program. Fory fits one
 * to the other field by field; where a field changed its type it converts, or reads something else,
 * or drops the value, and only sometimes fails. Confined to one thread.
 */
final class RemoteSchemas {
    private final Map<Long, TypeDef> foreign;
    private final TypeResolver resolver;
    private final TypeFormats formats;
    private final ClassLoader classLoader;
    private int accepted;

    RemoteSchemas(
            SharedRegistry registry,
            TypeResolver resolver,
            TypeFormats formats,
            ClassLoader classLoader) {
        this.formats = formats;
        foreign = ForyInternals.foreignSchemas(registry);
        this.resolver = resolver;
        this.classLoader = classLoader;
    }

    /** Throws if a value read so far was of a schema that does not fit. Cheap if none is new. */
    void check() {
        int size = foreign.size();
        if (size == accepted) {
            return;
        }
        for (TypeDef stored : foreign.values()) {
            check(stored);
        }
        accepted = size;
    }

    private void check(TypeDef stored) {
        Class<?> type;
        try {
            type = Class.forName(stored.getClassName(), false, classLoader);
        } catch (ClassNotFoundException gone) {
            // the class of a field that was removed: its values were skipped
            return;
        }
        if (formats.of(type) != null) {
            // Fory describes its fields, but they are not what was written
            return;
        }
        Map<String, FieldInfo> own = new HashMap<>();
        Map<String, FieldInfo> bySimpleName = new HashMap<>();
        for (FieldInfo field : TypeDef.buildTypeDef(resolver, type).getFieldsInfo()) {
            own.put(field.getDefinedClass() + "." + field.getFieldName(), field);
            bySimpleName.put(field.getFieldName(), field);
        }
        for (FieldInfo field : stored.getFieldsInfo()) {
            FieldInfo now = own.get(field.getDefinedClass() + "." + field.getFieldName());
            if (now == null) {
                FieldInfo moved = bySimpleName.get(field.getFieldName());
                if (moved != null) {
                    throw new SchemaChangedException(
                            "class="
                                    + stored.getClassName()
                                    + " field="
                                    + field.getFieldName()
                                    + " has moved from "
                                    + field.getDefinedClass()
                                    + " to "
                                    + moved.getDefinedClass());
                }
            } else if (!now.getFieldType().equals(field.getFieldType())) {
                throw new SchemaChangedException(
                        "class="
                                + stored.getClassName()
                                + " field="
                                + field.getFieldName()
                                + " has changed its type");
            }
        }
    }

    /** A field that is read changed its type or its class. */
    static final class SchemaChangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String wayOut;

        SchemaChangedException(String message) {
            this(
                    message,
                    "Fields can be added and removed, but a class or enum constant that is stored must"
                            + " stay, a field must keep its type, and a constructor must accept null"
                            + " or zero for a field that is new.");
        }

        SchemaChangedException(String message, String wayOut) {
            super(message, null, false, false);
            this.wayOut = wayOut;
        }

        String wayOut() {
            return wayOut;
        }
    }
}
