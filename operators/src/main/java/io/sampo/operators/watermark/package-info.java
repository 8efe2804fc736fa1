/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Where watermarks come from. Start with {@link io.sampo.operators.watermark.WatermarkStrategy}.
 */
@NullMarked
package io.sampo.operators.watermark;

import org.jspecify.annotations.NullMarked;
