/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** An S3 server for tests and benchmarks, in their process or in one of its own. */
@NullMarked
package io.sampo.storage.server;

import org.jspecify.annotations.NullMarked;
