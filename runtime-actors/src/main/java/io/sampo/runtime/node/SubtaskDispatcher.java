/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import com.typesafe.config.Config;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** Lets the actor system use a {@link SubtaskPool}; named in {@code reference.conf}. */
public final class SubtaskDispatcher extends ExecutorServiceConfigurator {
    /** Where actors run that enter the job's code. */
    public static final DispatcherSelector SELECTOR =
            DispatcherSelector.fromConfig("sampo-subtask-dispatcher");

    private final int threads;

    /** Called by the actor system with the dispatcher's own section. */
    public SubtaskDispatcher(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        int wanted = config.getInt("subtask-pool.threads");
        threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory names) {
        return new ExecutorServiceFactory() {
            @Override
            public ExecutorService createExecutorService() {
                return new SubtaskPool(threads, SubtaskPool.threadFactory(names));
            }
        };
    }
}
