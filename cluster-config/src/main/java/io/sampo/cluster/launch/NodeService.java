/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

/**
 * Something that a node does, such as hosting job masters or running subtasks. Found by {@link
 * java.util.ServiceLoader}, or handed to {@link ClusterNode#start}.
 */
public interface NodeService {
    /**
     * Starts the service. Called once, on the thread that starts the node, when the actor system is
     * there and the node has not joined yet: regions and singletons are set up here, and begin to
     * work by themselves once the node is up. What is to be done at the end is registered with
     * {@link ClusterNode#beforeLeaving} and {@link ClusterNode#atEnd}.
     *
     * @throws io.sampo.core.error.StreamException if the node cannot do its work; it ends then
     */
    void start(ClusterNode node);
}
