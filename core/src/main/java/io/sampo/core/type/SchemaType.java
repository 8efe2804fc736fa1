/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.reflect.Type;

/**
 * A class together with the schema that its values have in some state, where the class alone does
 * not tell: a type for {@link TypeInfo}, made by what comes with a {@link TypeFormat}.
 *
 * @param rawClass the class or interface of the values
 * @param schema with which they are to be read, in the text of the format
 */
public record SchemaType(Class<?> rawClass, String schema) implements Type {
    @Override
    public String getTypeName() {
        return rawClass.getTypeName();
    }

    @Override
    public String toString() {
        return getTypeName();
    }
}
