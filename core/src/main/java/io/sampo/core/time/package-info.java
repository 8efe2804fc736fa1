/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Time as a dependency. Nothing else in the engine asks the JVM for it. Start with {@link
 * io.sampo.core.time.Clock}.
 */
@NullMarked
package io.sampo.core.time;

import org.jspecify.annotations.NullMarked;
