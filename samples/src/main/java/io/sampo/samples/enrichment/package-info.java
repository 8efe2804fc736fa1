/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Flights and what is known of their airports at their time: reference data that changes, in broadcast state.
 * Start with {@link io.sampo.samples.enrichment.Enrich}.
 */
@NullMarked
package io.sampo.samples.enrichment;

import org.jspecify.annotations.NullMarked;
