/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** Doubles and small jobs for the tests of the runtime. */
package io.sampo.runtime.testkit;
