/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.testkit.BackendHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A backend on the heap with all of 128 key groups for each test, closed after it. */
final class OpenHeap implements AfterEachCallback {
    private final BackendHarness harness =
            new BackendHarness(new HeapStateBackend(), Path.of("unused"), 128);
    private final KeyedStateBackend<Object> backend = harness.open();

    KeyedStateBackend<Object> backend() {
        return backend;
    }

    /** Returns what opens more of them. */
    BackendHarness harness() {
        return harness;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        harness.close();
    }
}
