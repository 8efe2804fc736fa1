/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.io.Externalizable;
import org.apache.fory.resolver.ClassResolver;
import org.apache.fory.resolver.TypeChecker;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.JavaSerializer;
import org.apache.fory.serializer.ObjectStreamSerializer;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.SerializerFactory;
import org.apache.fory.serializer.collection.CollectionSerializers;
import org.apache.fory.serializer.collection.MapSerializers;
import org.jspecify.annotations.Nullable;

/**
 * Where Fory asks us: for each name before it loads a class, and for each class before it makes a
 * serializer for it. Belongs to one Fory instance.
 */
final class ForyGuard implements TypeChecker, SerializerFactory {
    private final ForyMode mode;
    private final AllowedTypes allowed;
    private final FormattedValues formatted;
    private @Nullable Class<?> inspected;

    ForyGuard(ForyMode mode, AllowedTypes allowed, FormattedValues formatted) {
        this.mode = mode;
        this.allowed = allowed;
        this.formatted = formatted;
    }

    @Override
    public boolean checkType(TypeResolver resolver, String className) {
        allowed.checkName(className);
        return true;
    }

    /**
     * Makes one for the class of a format, and for simple records on the wire; else returns null,
     * so that Fory chooses, or throws.
     */
    @Override
    @SuppressWarnings("NullAway") // Fory has no annotations; null is what its contract asks for
    public Serializer<?> createSerializer(TypeResolver resolver, Class<?> type) {
        if (type != inspected) {
            allowed.checkClass(type);
            TypeFormat format = formatted.formats().of(type);
            if (format != null) {
                if (!Externalizable.class.isAssignableFrom(type)) {
                    throw new UnfitTypeException(
                            type.getName(),
                            "the format '"
                                    + format.name()
                                    + "' takes it, but does not name it in"
                                    + " classes()");
                }
                return new FormattedSerializer<>(resolver, type, format, formatted);
            }
            RecordCodec codec = mode == ForyMode.WIRE ? RecordCodec.of(type) : null;
            if (codec != null) {
                return new RecordSerializer<>(resolver, type, codec);
            }
            refuseSlowFallback((ClassResolver) resolver, type);
        }
        return null;
    }

    /** Fory would emulate Java serialization for such a class, slowly, and in one mode only. */
    private void refuseSlowFallback(ClassResolver resolver, Class<?> type) {
        Class<?> chosen;
        Class<?> outer = inspected;
        inspected = type;
        try {
            chosen = resolver.getSerializerClass(type, false);
        } finally {
            inspected = outer;
        }
        if (ObjectStreamSerializer.class.isAssignableFrom(chosen)
                || JavaSerializer.class.isAssignableFrom(chosen)
                || isContainerFallback(chosen) && !speaksForItself(type)) {
            throw new UnfitTypeException(
                    type.getName(),
                    "it has writeObject or readObject methods of Java serialization, or is a collection"
                            + " without a no-argument constructor; remove them, or keep its content in a"
                            + " record or a collection of the JDK");
        }
    }

    private static boolean isContainerFallback(Class<?> serializer) {
        return serializer == CollectionSerializers.JDKCompatibleCollectionSerializer.class
                || serializer == MapSerializers.JDKCompatibleMapSerializer.class;
    }

    private static boolean speaksForItself(Class<?> type) {
        return Externalizable.class.isAssignableFrom(type)
                || ClassResolver.useReplaceResolveSerializer(type);
    }
}
