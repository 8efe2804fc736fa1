/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * How a job is written: {@link io.sampo.operators.stream.StreamEnvironment} and the streams made from
 * it. Nothing runs before {@code execute}; the runtime is found through {@link
 * io.sampo.operators.stream.JobExecutor}.
 */
@NullMarked
package io.sampo.operators.stream;

import org.jspecify.annotations.NullMarked;
