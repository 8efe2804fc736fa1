/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The database that keeps the records of jobs. Start with {@link
 * io.sampo.cluster.persistence.JobDatabase}. Thread-safe; all of it may block.
 */
@NullMarked
package io.sampo.cluster.persistence;

import org.jspecify.annotations.NullMarked;
