/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * How values and keys become bytes, and which values need no copy. The only home of the
 * serialization library, and of Java serialization for user functions. Start with {@link
 * io.sampo.core.type.Serialization}.
 *
 * <p>Instances of {@link io.sampo.core.type.Serialization} and all serializers made by it are confined
 * to one thread at a time.
 */
@NullMarked
package io.sampo.core.type;

import org.jspecify.annotations.NullMarked;
