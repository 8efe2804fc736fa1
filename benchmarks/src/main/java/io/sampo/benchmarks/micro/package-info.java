/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What single parts of the engine take, measured by JMH. Start with {@link
 * io.sampo.benchmarks.micro.MicroBenchmarks}, the command that runs them. And what a test of a job
 * takes to start.
 */
@NullMarked
package io.sampo.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
