/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Sessions from clicks that are out of order, some by hours. Start with {@link
 * io.sampo.samples.sessionization.SessionizationJob}.
 */
@NullMarked
package io.sampo.samples.sessionization;

import org.jspecify.annotations.NullMarked;
