/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Files as a source. {@link io.sampo.connectors.files.source.FileSplitEnumerator} finds files and cuts
 * them into splits, confined to the enumerator's thread; {@link
 * io.sampo.connectors.files.source.FileSourceReader} turns bytes into records on the subtask's thread;
 * {@link io.sampo.connectors.files.source.ReadAhead} reads on the I/O executor and hands over. Start
 * with {@link io.sampo.connectors.files.source.FileSource}.
 */
@NullMarked
package io.sampo.connectors.files.source;

import org.jspecify.annotations.NullMarked;
