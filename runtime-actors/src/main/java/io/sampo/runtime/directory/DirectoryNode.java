/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.worker.WorkerNode;
import java.time.Duration;

/**
 * What the directory of jobs has of the node that it is on.
 *
 * @param worker the node's time, threads, files and classes of jobs
 * @param catalog the jobs that must not be forgotten
 * @param records opens the record of a job, its commit point
 * @param retention how long jobs that have ended are remembered
 */
public record DirectoryNode(
        WorkerNode worker,
        JobCatalog catalog,
        JobCheckpoints.Records records,
        Duration retention) {}
