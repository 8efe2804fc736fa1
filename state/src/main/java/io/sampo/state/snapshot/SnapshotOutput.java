/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.snapshot;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file of a snapshot while it is written. Buffered and checksummed; used by one thread. Closing
 * it without {@link #finish()} throws the file away.
 */
public abstract class SnapshotOutput extends OutputStream {
    /** Returns how many bytes have been written. */
    public abstract long position();

    /** Makes what was written durable and returns its handle; nothing can be written afterwards. */
    public abstract StateFile finish() throws IOException;
}
