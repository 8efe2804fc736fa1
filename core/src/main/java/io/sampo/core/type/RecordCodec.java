/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes the components of the records of one class one after the other, and makes records of them,
 * where all components are primitive or text. Fory's generated code is of no package: it reads a
 * record that is not public through function objects, and makes one through an array of boxed
 * values and a method handle that the compiler does not see through.
 */
abstract class RecordCodec {
    /** What the methods of Fory's contexts for a type are called behind "read" and "write". */
    private static final Map<Class<?>, String> KINDS =
            Map.of(
                    boolean.class, "Boolean",
                    byte.class, "Byte",
                    short.class, "Int16",
                    char.class, "Char",
                    int.class, "VarInt32",
                    long.class, "TaggedInt64",
                    float.class, "Float32",
                    double.class, "Float64",
                    String.class, "StringRef");

    /** More are not compiled into one piece, and handles of very many cannot be made. */
    private static final int MOST_COMPONENTS = 32;

    /** Kept with the class itself, so that nothing here holds a job's class. */
    private static final ClassValue<Optional<RecordCodec>> CODECS =
            new ClassValue<>() {
                @Override
                protected Optional<RecordCodec> computeValue(Class<?> type) {
                    return isSimple(type) ? make(type) : Optional.empty();
                }
            };

    /** Returns the codec of a class, or null if it is for Fory. */
    static @Nullable RecordCodec of(Class<?> type) {
        return CODECS.get(type).orElse(null);
    }

    /** Writes the components of a record. */
    abstract void write(WriteContext target, Object record) throws Throwable;

    /** Makes a record of what comes next. */
    abstract Object read(ReadContext source) throws Throwable;

    /** As {@link #write}, for the first records of an array. */
    abstract void writeAll(WriteContext target, Object[] records, int count) throws Throwable;

    /** As {@link #read}, into the beginning of an array. */
    abstract void readAll(ReadContext source, Object[] records, int count) throws Throwable;

    private static boolean isSimple(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        RecordComponent[] components = type.getRecordComponents();
        return components.length <= MOST_COMPONENTS
                && Arrays.stream(components)
                        .allMatch(component -> KINDS.containsKey(component.getType()));
    }

    private static Optional<RecordCodec> make(Class<?> type) {
        return HiddenCopies.within(
                        type,
                        RecordCodecTemplate.class,
                        there -> List.of(writer(there), reader(there)))
                .map(RecordCodec.class::cast);
    }

    /** Returns a handle of (WriteContext, Object): it writes each component. */
    private static MethodHandle writer(Lookup there) throws ReflectiveOperationException {
        Class<?> type = there.lookupClass();
        MethodHandle all =
                MethodHandles.empty(MethodType.methodType(void.class, WriteContext.class, type));
        RecordComponent[] components = type.getRecordComponents();
        // What is put in front of it last comes first.
        for (int i = components.length - 1; i >= 0; i--) {
            MethodHandle component = there.unreflect(components[i].getAccessor());
            all = MethodHandles.foldArguments(all, writerOf(components[i].getType(), component));
        }
        return all.asType(all.type().changeParameterType(1, Object.class));
    }

    private static MethodHandle writerOf(Class<?> type, MethodHandle component)
            throws ReflectiveOperationException {
        Method method = WriteContext.class.getMethod("write" + KINDS.get(type), type);
        MethodHandle write = MethodHandles.publicLookup().unreflect(method);
        write = write.asType(write.type().changeReturnType(void.class));
        return MethodHandles.filterArguments(write, 1, component);
    }

    /** Returns a handle of (ReadContext): it makes a record of what it reads. */
    private static MethodHandle reader(Lookup there) throws ReflectiveOperationException {
        Class<?> type = there.lookupClass();
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        MethodHandle all = there.findConstructor(type, MethodType.methodType(void.class, types));
        // What is put in front of it last is read first.
        for (int i = types.length - 1; i >= 0; i--) {
            Method method = ReadContext.class.getMethod("read" + KINDS.get(types[i]));
            all =
                    MethodHandles.collectArguments(
                            all, i, MethodHandles.publicLookup().unreflect(method));
        }
        return MethodHandles.permuteArguments(
                all.asType(all.type().changeReturnType(Object.class)),
                MethodType.methodType(Object.class, ReadContext.class),
                new int[types.length]);
    }
}
