/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records of one class in arrays: their primitive components as numbers, and the others,
 * which must never change, by reference. Many records that live long and are replaced often then
 * cost the collector nothing. There is one for each class; thread-safe.
 *
 * <p>Fields are read as they are, not through their accessors. Records are made by their canonical
 * constructor, as they are when they are restored or received: one that turns its arguments into
 * others must leave alone what it has turned once.
 */
public abstract class RecordColumns {
    /** More are not compiled into one piece. */
    private static final int MOST_COMPONENTS = 16;

    /** Kept with the class itself, so that nothing here holds a job's class. */
    private static final ClassValue<Optional<RecordColumns>> COLUMNS =
            new ClassValue<>() {
                @Override
                protected Optional<RecordColumns> computeValue(Class<?> type) {
                    return isFit(type) ? make(type) : Optional.empty();
                }
            };

    private int numberCount;
    private int referenceCount;

    /** For the copies of the template only. */
    RecordColumns() {}

    /**
     * Returns the columns for a class, or null if it is not of records, if one of its components
     * may change or is of an open type, if fewer than half are primitive (then it costs more to
     * make a record for each read than to keep it), or if the class is closed to us.
     */
    public static @Nullable RecordColumns of(Class<?> type) {
        return COLUMNS.get(type).orElse(null);
    }

    /** Returns how many numbers a record has. */
    public final int numberCount() {
        return numberCount;
    }

    /** Returns how many references a record has. */
    public final int referenceCount() {
        return referenceCount;
    }

    /**
     * Stores a record in the elements from {@code number} and {@code reference} on. A reference
     * that is there already is not written again.
     */
    public final void write(
            Object record,
            long[] numbers,
            int number,
            @Nullable Object[] references,
            int reference) {
        try {
            writeAll(record, numbers, number, references, reference);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("Fields cannot be read of " + record, impossible);
        }
    }

    /** Makes the record that {@link #write} has stored there. */
    public final Object read(
            long[] numbers, int number, @Nullable Object[] references, int reference) {
        try {
            return readAll(numbers, number, references, reference);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("The constructor of a record failed", failure);
        }
    }

    abstract void writeAll(
            Object record, long[] numbers, int number, @Nullable Object[] references, int reference)
            throws Throwable;

    abstract Object readAll(
            long[] numbers, int number, @Nullable Object[] references, int reference)
            throws Throwable;

    private static boolean isFit(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        List<Class<?>> types = componentTypes(type);
        return !types.isEmpty()
                && types.size() <= MOST_COMPONENTS
                && 2 * types.stream().filter(Class::isPrimitive).count() >= types.size()
                && types.stream().allMatch(RecordColumns::neverChanges);
    }

    private static boolean neverChanges(Class<?> component) {
        return component.isPrimitive()
                || Mutability.isSettled(component)
                || Modifier.isFinal(component.getModifiers())
                        && Mutability.of(component) == Mutability.IMMUTABLE;
    }

    private static List<Class<?>> componentTypes(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .<Class<?>>map(RecordComponent::getType)
                .toList();
    }

    private static Optional<RecordColumns> make(Class<?> type) {
        return HiddenCopies.within(
                        type,
                        RecordColumnsTemplate.class,
                        there -> List.of(writer(there), reader(there)))
                .map(RecordColumns.class::cast)
                .map(made -> made.count(componentTypes(type)));
    }

    private RecordColumns count(List<Class<?>> types) {
        numberCount = (int) types.stream().filter(Class::isPrimitive).count();
        referenceCount = types.size() - numberCount;
        return this;
    }

    /** Returns a handle of (Object, long[], int, Object[], int): it stores each component. */
    private static MethodHandle writer(Lookup there) throws ReflectiveOperationException {
        Class<?> type = there.lookupClass();
        MethodType signature =
                MethodType.methodType(
                        void.class, type, long[].class, int.class, Object[].class, int.class);
        MethodHandle all = MethodHandles.empty(signature);
        int number = 0;
        int reference = 0;
        for (RecordComponent component : type.getRecordComponents()) {
            MethodHandle field = there.findGetter(type, component.getName(), component.getType());
            MethodHandle one =
                    component.getType().isPrimitive()
                            ? ColumnHandles.putNumber(field, number++)
                            : ColumnHandles.putReference(field, reference++);
            all = MethodHandles.foldArguments(all, one);
        }
        return all.asType(all.type().changeParameterType(0, Object.class));
    }

    /** Returns a handle of (long[], int, Object[], int): it makes a record. */
    private static MethodHandle reader(Lookup there) throws ReflectiveOperationException {
        Class<?> type = there.lookupClass();
        List<Class<?>> types = componentTypes(type);
        MethodHandle all = there.findConstructor(type, MethodType.methodType(void.class, types));
        int number = 0;
        int reference = 0;
        int[] order = new int[4 * types.size()];
        for (int i = 0; i < types.size(); i++) {
            MethodHandle one =
                    types.get(i).isPrimitive()
                            ? ColumnHandles.getNumber(types.get(i), number++)
                            : ColumnHandles.getReference(types.get(i), reference++);
            all = MethodHandles.collectArguments(all, 4 * i, one);
            for (int j = 0; j < 4; j++) {
                order[4 * i + j] = j;
            }
        }
        return MethodHandles.permuteArguments(
                all.asType(all.type().changeReturnType(Object.class)),
                MethodType.methodType(
                        Object.class, long[].class, int.class, Object[].class, int.class),
                order);
    }
}
