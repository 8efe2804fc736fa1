/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.util.Collection;
import java.util.List;

/**
 * Makes {@link Serialization} instances on top of Apache Fory, for the classes of one job. Users
 * register nothing. What may be read and written are classes of the job and its libraries, and
 * value types of the JDK; classes that would not come back as they were are refused.
 *
 * <p>Keep one for each job, not for each subtask: it holds what is dear to make, and {@link
 * #create} is cheap. It holds the job's classes; let go of it when the job has ended.
 */
public final class ForySerializationFactory implements SerializationFactory {
    private final ForyInstances state;
    private final ForyInstances wire;

    /** Creates a factory for the classes that {@code classLoader} finds. */
    public ForySerializationFactory(ClassLoader classLoader) {
        this(classLoader, List.of());
    }

    /**
     * Creates a factory.
     *
     * @param classLoader finds the job's classes
     * @param allowed beginnings of names of further classes to accept (a package with its last dot,
     *     or a class), though they are of the JDK or of the engine's machinery
     */
    public ForySerializationFactory(ClassLoader classLoader, Collection<String> allowed) {
        TypeFormats formats = TypeFormats.of(classLoader);
        AllowedTypes types = new AllowedTypes(allowed, formats);
        state = new ForyInstances(ForyMode.STATE, classLoader, types, formats);
        wire = new ForyInstances(ForyMode.WIRE, classLoader, types, formats);
    }

    /**
     * Loads what the first value that is stored or copied would wait for (measured: 0.3 s).
     * Optional; to be run once, on a thread in the background.
     */
    public void warmUp() {
        Thread current = Thread.currentThread();
        state.of(current);
        state.discard(current);
    }

    @Override
    public Serialization create() {
        return new ForySerialization(state, wire);
    }

    @Override
    public ClassLoader classLoader() {
        return state.classLoader();
    }

    @Override
    public List<SchemaChange> schemaChanges(String stored) {
        return Schemas.changes(stored, classLoader(), state.formats());
    }

    @Override
    public boolean isShared(Class<?> type) {
        return state.formats().isShared(type);
    }
}
