/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

/** State of the current key. Only to be touched from the subtask's thread, while a key is set. */
public interface State {
    /** Forgets the state of the current key. */
    void clear();
}
