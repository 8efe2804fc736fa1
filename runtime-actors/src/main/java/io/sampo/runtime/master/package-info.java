/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Deploys, watches and restarts one job. {@link io.sampo.runtime.master.JobMaster} is the actor; {@link
 * io.sampo.runtime.master.JobLife} decides what comes next, and {@link io.sampo.runtime.master.RunningAttempt} is
 * what the actors of one attempt are to it.
 */
@NullMarked
package io.sampo.runtime.master;

import org.jspecify.annotations.NullMarked;
