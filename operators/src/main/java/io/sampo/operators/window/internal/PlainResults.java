/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.chain.Output;
import io.sampo.operators.window.Window;

/** Emits what the window holds as it is. */
record PlainResults<W extends Window, V>(Output<V> output) implements WindowResults<W, V> {
    @Override
    public void emit(W window, V contents) {
        output.collect(contents, window.maxTimestamp());
    }
}
