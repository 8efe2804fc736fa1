/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** Doubles for the tests of this module. */
@NullMarked
package io.sampo.checkpointing.testkit;

import org.jspecify.annotations.NullMarked;
