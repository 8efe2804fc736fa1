/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Files as sources and sinks. Here is only what both sides share: what becomes of a line or a record
 * that cannot be handled. Start with {@code io.sampo.connectors.files.source.FileSource} and {@code
 * io.sampo.connectors.files.sink.FileSink}.
 */
@NullMarked
package io.sampo.connectors.files;

import org.jspecify.annotations.NullMarked;
