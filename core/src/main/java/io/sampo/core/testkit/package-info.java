/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * A disk that loses what was not made durable, and processes that a test may kill: for tests, simulations
 * and measurements.
 */
@NullMarked
package io.sampo.core.testkit;

import org.jspecify.annotations.NullMarked;
