/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The {@code sampo} command. Start with {@link io.sampo.cluster.cli.Cli}.
 */
@NullMarked
package io.sampo.cluster.cli;

import org.jspecify.annotations.NullMarked;
