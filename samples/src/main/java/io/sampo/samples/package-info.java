/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What all samples share. Each sample has a package of its own; start with {@code
 * io.sampo.samples.flightdelays}.
 */
@NullMarked
package io.sampo.samples;

import org.jspecify.annotations.NullMarked;
