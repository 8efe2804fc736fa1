/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the actors of a job tell each other between nodes, as bytes. Start with {@link
 * io.sampo.runtime.protocol.WireMessage}. Records of streams do not pass here, see {@code exchange}.
 */
@NullMarked
package io.sampo.runtime.protocol;

import org.jspecify.annotations.NullMarked;
