/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Jobs on a cluster: what a node does for them, starting with {@link
 * io.sampo.cluster.jobs.ClusterJobs}, and how a program gets one there, starting with {@link
 * io.sampo.cluster.jobs.RemoteJobExecutor}.
 */
@NullMarked
package io.sampo.cluster.jobs;

import org.jspecify.annotations.NullMarked;
