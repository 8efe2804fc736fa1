/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.fory.resolver.SharedRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The instances of Fory of one job: one for each thread and mode, made when it is first needed.
 * They are dear (measured: 0.5 s for the first one and its first class in a JVM, then 1 to 2 ms for
 * each with 1 to 3 ms for each class, though generated code is shared), while subtasks are many and
 * a snapshot is taken every second; and a thread is in one subtask at a time. The threads are asked
 * for rather than a thread-local, so that a thread does not keep the classes of a job that has
 * ended.
 */
final class ForyInstances {
    private final ForyMode mode;
    private final ClassLoader classLoader;
    private final AllowedTypes allowed;
    private final TypeFormats formats;
    private final AtomicReference<@Nullable SharedRegistry> registry = new AtomicReference<>();
    private final ConcurrentMap<Thread, ForyInstance> byThread = new ConcurrentHashMap<>();

    ForyInstances(
            ForyMode mode, ClassLoader classLoader, AllowedTypes allowed, TypeFormats formats) {
        this.mode = mode;
        this.classLoader = classLoader;
        this.allowed = allowed;
        this.formats = formats;
    }

    ForyMode mode() {
        return mode;
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    AllowedTypes allowed() {
        return allowed;
    }

    TypeFormats formats() {
        return formats;
    }

    /** Returns the instance of {@code thread}, which must be the current one. */
    ForyInstance of(Thread thread) {
        ForyInstance instance = byThread.get(thread);
        return instance == null ? add(thread) : instance;
    }

    /** Throws away the instance of {@code thread}: it failed, and may not have cleaned up. */
    void discard(Thread thread) {
        byThread.remove(thread);
    }

    private ForyInstance add(Thread thread) {
        byThread.keySet().removeIf(other -> !other.isAlive());
        ForyInstance instance = new ForyInstance(mode, classLoader, allowed, formats, registry());
        byThread.put(thread, instance);
        return instance;
    }

    private SharedRegistry registry() {
        SharedRegistry made = registry.get();
        if (made != null) {
            return made;
        }
        SharedRegistry candidate = ForyInternals.newRegistry();
        SharedRegistry earlier = registry.compareAndExchange(null, candidate);
        return earlier == null ? candidate : earlier;
    }
}
