/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What travels on a channel beside records: watermarks, idleness, barriers, the end. Records
 * themselves have no wrapper; they travel as plain values beside their timestamps. Start with {@link
 * io.sampo.core.element.ControlElement}.
 */
@NullMarked
package io.sampo.core.element;

import org.jspecify.annotations.NullMarked;
