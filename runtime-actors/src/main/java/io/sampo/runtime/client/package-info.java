/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Jobs in the JVM of the program that defines them. Start with {@link
 * io.sampo.runtime.client.LocalJobExecutor}.
 */
@NullMarked
package io.sampo.runtime.client;

import org.jspecify.annotations.NullMarked;
