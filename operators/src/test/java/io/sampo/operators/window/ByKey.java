/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.snapshot.KeyedStateHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** The heap, but rows cannot be walked through: windows are kept by key, with timers. */
final class ByKey implements StateBackend {
    private final StateBackend heap = new HeapStateBackend();

    @Override
    public String name() {
        return heap.name();
    }

    @Override
    @SuppressWarnings("unchecked") // a proxy of that interface
    public KeyedStateBackend<Object> open(BackendContext context, List<KeyedStateHandle> handles) {
        KeyedStateBackend<Object> keyed = heap.open(context, handles);
        return (KeyedStateBackend<Object>)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {KeyedStateBackend.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("walksNamespaces")) {
                                return false;
                            }
                            try {
                                return method.invoke(keyed, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Override
    public void close() {
        heap.close();
    }
}
