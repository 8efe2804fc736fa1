/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Object storages as places for files. {@link io.sampo.core.objects.ObjectStore} is all that is
 * asked of one, and implemented in a module of its own for each; {@link
 * io.sampo.core.objects.ObjectFiles} makes a {@link io.sampo.core.io.FileStore} of it; {@link
 * io.sampo.core.objects.RoutedFiles} sends each path to where it belongs. Everything here is
 * thread-safe and may block.
 */
@NullMarked
package io.sampo.core.objects;

import org.jspecify.annotations.NullMarked;
