/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** Hand-written doubles for the tests of state: snapshots in memory, a tiny serialization. */
@NullMarked
package io.sampo.state.testkit;

import org.jspecify.annotations.NullMarked;
