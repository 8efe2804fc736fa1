/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** An S3 server for tests and benchmarks, and what disturbs the way to it. */
@NullMarked
package io.sampo.storage.server;

import org.jspecify.annotations.NullMarked;
