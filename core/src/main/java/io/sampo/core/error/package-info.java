/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What can go wrong, as one exception with a code. Start with {@link
 * io.sampo.core.error.StreamException}.
 */
@NullMarked
package io.sampo.core.error;

import org.jspecify.annotations.NullMarked;
