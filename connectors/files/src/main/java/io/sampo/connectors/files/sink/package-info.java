/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Files as a sink. {@link io.sampo.connectors.files.sink.FileSinkWriter} writes parts under hidden names
 * and makes them durable before every barrier; {@link io.sampo.connectors.files.sink.FileCommitter}
 * renames them once the checkpoint is complete. Confined to the subtask's thread, and all of it may
 * block. Start with {@link io.sampo.connectors.files.sink.FileSink}.
 */
@NullMarked
package io.sampo.connectors.files.sink;

import org.jspecify.annotations.NullMarked;
