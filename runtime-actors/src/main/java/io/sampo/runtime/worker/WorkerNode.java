/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.metric.MetricRegistry;
import io.sampo.runtime.exchange.Transport;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.node.Quorum;
import java.nio.file.Path;

/**
 * What a node of a cluster has for the jobs of others.
 *
 * @param node its time, threads, files and actors
 * @param transport its channels to other nodes
 * @param classes of jobs
 * @param metrics of all jobs
 * @param quorum whether it may act
 * @param workDirectory for local files of state, one directory in it for each attempt
 * @param slots how many subtasks of one operator it takes
 * @param credits frames under way on a channel
 */
public record WorkerNode(
        Node node,
        Transport transport,
        JobClasses classes,
        MetricRegistry metrics,
        Quorum quorum,
        Path workDirectory,
        int slots,
        int credits) {}
