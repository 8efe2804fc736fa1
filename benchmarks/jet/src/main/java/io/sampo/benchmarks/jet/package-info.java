/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The workloads as pipelines of Hazelcast Jet, written as its documentation advises and with its
 * defaults, on one embedded member. Source and sink are cooperative processors, as those of its own
 * connectors that can be: what its builders make gets threads of its own. Start with {@link
 * io.sampo.benchmarks.jet.JetProcess}.
 */
@NullMarked
package io.sampo.benchmarks.jet;

import org.jspecify.annotations.NullMarked;
