/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The formats that a job's classes and libraries bring along. Thread-safe. */
final class TypeFormats {
    static final TypeFormats NONE = new TypeFormats(List.of());

    /** What values of these, by name, need a format for, and where it is. */
    private static final String AVRO = "org.apache.avro.generic.GenericContainer";

    private final List<TypeFormat> all;

    TypeFormats(List<TypeFormat> all) {
        this.all = List.copyOf(all);
    }

    /** Returns those that the loader finds. */
    static TypeFormats of(ClassLoader loader) {
        List<TypeFormat> found = new ArrayList<>();
        try {
            ServiceLoader.load(TypeFormat.class, loader).forEach(found::add);
        } catch (ServiceConfigurationError broken) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A format of types cannot be loaded: "
                            + StreamException.withoutFullStop(broken)
                            + ". See that its library, and what that needs, is in the program.",
                    broken);
        }
        return new TypeFormats(found);
    }

    /** Returns the format of a class, or null if the engine writes its values itself. */
    @Nullable TypeFormat of(Class<?> type) {
        for (TypeFormat format : all) {
            if (format.handles(type)) {
                return format;
            }
        }
        return null;
    }

    /** Returns whether the engine looks into the class, since no format takes it. */
    boolean isOpen(Class<?> type) {
        return of(type) == null;
    }

    List<TypeFormat> all() {
        return all;
    }

    /** Returns the format of that name, or null. */
    @Nullable TypeFormat named(String name) {
        for (TypeFormat format : all) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        return null;
    }

    /** Returns whether one of the formats says so. */
    boolean isShared(Class<?> type) {
        for (TypeFormat format : all) {
            if (format.isShared(type)) {
                return true;
            }
        }
        return false;
    }

    /** Throws if a class is one of those that cannot go without the format that is not there. */
    void checkNotLacking(Class<?> type) {
        if (named("avro") == null && !type.isEnum() && implementsNamed(type, AVRO)) {
            throw new UnfitTypeException(
                    type.getName(),
                    "it is a class of Avro, and the program lacks what writes those; add the library"
                            + " io.sampo:sampo-format-avro to it");
        }
    }

    private static boolean implementsNamed(Class<?> type, String name) {
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            if (next.getName().equals(name)) {
                return true;
            }
            for (Class<?> direct : next.getInterfaces()) {
                if (implementsNamed(direct, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the class with a schema that a type is, or has as a type argument; null if none. */
    static @Nullable SchemaType schemaTypeIn(Type type) {
        if (type instanceof SchemaType found) {
            return found;
        }
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                SchemaType found = schemaTypeIn(argument);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
