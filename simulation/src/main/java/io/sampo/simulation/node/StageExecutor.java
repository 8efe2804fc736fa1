/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.node;

import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** Lets the actors of a {@link Stage} run in its simulation; named in {@code reference.conf}. */
public final class StageExecutor extends ExecutorServiceConfigurator {
    private final Stage stage;
    private final int member;
    private final boolean forSubtasks;

    /** Called by the actor system with the dispatcher's own section. */
    public StageExecutor(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        stage = Stage.of(prerequisites.settings().config());
        member = Stage.memberOf(prerequisites.settings().config());
        forSubtasks = config.getBoolean("runs-subtasks");
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory names) {
        return () -> new Tasks(stage, member, forSubtasks);
    }

    /** Has no threads, so there is nothing to shut down. */
    private static final class Tasks extends AbstractExecutorService {
        private final Stage stage;
        private final int member;
        private final boolean forSubtasks;

        Tasks(Stage stage, int member, boolean forSubtasks) {
            this.stage = stage;
            this.member = member;
            this.forSubtasks = forSubtasks;
        }

        @Override
        public void execute(Runnable task) {
            long order = StageMailbox.orderOf(task);
            stage.execute(member, order, forSubtasks ? () -> Stage.asSubtask(task) : task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
