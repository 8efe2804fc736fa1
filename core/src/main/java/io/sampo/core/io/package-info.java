/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Bytes in memory and files on disk. {@link io.sampo.core.io.BinaryOutput} and {@link
 * io.sampo.core.io.BinaryInput} are what serializers write to and read from; they are confined to one
 * thread.
 */
@NullMarked
package io.sampo.core.io;

import org.jspecify.annotations.NullMarked;
