/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * A trigger of one's own, with state and timers: orders of a customer go together, as soon as they are worth
 * it, or after some time. Start with {@link io.sampo.samples.shipments.ShipWhenFullOrDue}.
 */
@NullMarked
package io.sampo.samples.shipments;

import org.jspecify.annotations.NullMarked;
