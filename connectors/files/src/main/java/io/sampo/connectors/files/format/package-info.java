/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What lines mean: formats turn the lines of a file into records, encoders turn records into lines.
 * Nothing here opens a file. Decoders and encoders are confined to the subtask's thread. Start with
 * {@link io.sampo.connectors.files.format.LineFormat} and {@link
 * io.sampo.connectors.files.format.Encoder}.
 */
@NullMarked
package io.sampo.connectors.files.format;

import org.jspecify.annotations.NullMarked;
