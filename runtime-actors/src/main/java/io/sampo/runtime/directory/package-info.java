/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The jobs of a cluster. Start with {@link io.sampo.runtime.directory.JobDirectory}, of which one
 * runs at a time; what it must not forget is in {@link io.sampo.runtime.directory.JobCatalog}.
 */
@NullMarked
package io.sampo.runtime.directory;

import org.jspecify.annotations.NullMarked;
