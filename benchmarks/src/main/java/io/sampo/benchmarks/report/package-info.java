/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Tables and pictures of what was measured. Start with {@link io.sampo.benchmarks.report.Report}.
 */
@NullMarked
package io.sampo.benchmarks.report;

import org.jspecify.annotations.NullMarked;
