/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What one node runs of a job. Start with {@link io.sampo.runtime.worker.AttemptWorker}; who tells it
 * what to run, and hears what becomes of it, is the job master.
 */
@NullMarked
package io.sampo.runtime.worker;

import org.jspecify.annotations.NullMarked;
