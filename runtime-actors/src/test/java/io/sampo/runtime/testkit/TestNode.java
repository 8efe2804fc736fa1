/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.Clock;
import io.sampo.runtime.network.NettyTransport;
import io.sampo.runtime.network.NetworkSettings;
import io.sampo.runtime.node.ActorSystemNode;
import io.sampo.runtime.node.NodeThreads;
import io.sampo.runtime.node.Quorum;
import io.sampo.runtime.worker.JobClasses;
import io.sampo.runtime.worker.WorkerNode;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** A node of a cluster within a test: its threads and its port are real ones. */
public final class TestNode implements AutoCloseable {
    private final NodeThreads threads = new NodeThreads();
    private final NettyTransport transport =
            NettyTransport.start(NetworkSettings.from(ConfigFactory.load()), Clock.system());
    private final WorkerNode worker;

    /**
     * Starts it, with two slots.
     *
     * @param actors of the test
     * @param directory for its files
     */
    public TestNode(ActorTestKit actors, Path directory, Quorum quorum) {
        worker =
                new WorkerNode(
                        new ActorSystemNode(actors.system(), threads, FileStore.local()),
                        transport,
                        OwnClasses.INSTANCE,
                        new MetricRegistry(),
                        quorum,
                        directory.resolve("work"),
                        2,
                        4);
    }

    /** Returns actors with the settings of the engine. */
    public static ActorTestKit actors(String name) {
        Config all = ConfigFactory.load();
        return ActorTestKit.create(name, all.getConfig("sampo-local-system").withFallback(all));
    }

    /** Returns what it has for the jobs of others. */
    public WorkerNode worker() {
        return worker;
    }

    @Override
    public void close() {
        transport.close();
        threads.close();
    }

    /** Jobs of a test are in its own class path. */
    private enum OwnClasses implements JobClasses {
        INSTANCE;

        @Override
        public ClassLoader load(String job, List<String> jars) {
            return TestNode.class.getClassLoader();
        }

        @Override
        public boolean contains(String jar) {
            return false;
        }

        @Override
        public void delete(String jar) {}
    }
}
