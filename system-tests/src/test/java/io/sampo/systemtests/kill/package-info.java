/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Kills a process in the middle of a job, again and again, and compares what it committed with what
 * it should have. {@code KilledProcess} is the process, {@code KillIT} kills it.
 */
package io.sampo.systemtests.kill;
