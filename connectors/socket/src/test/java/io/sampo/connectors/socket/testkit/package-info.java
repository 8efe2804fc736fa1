/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** What the engine gives a source, written by hand for the tests of this module. */
@NullMarked
package io.sampo.connectors.socket.testkit;

import org.jspecify.annotations.NullMarked;
