/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.cluster.ClusterRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The client of a session cluster: runs W5 there. */
public final class FlinkClusterProcess {
    private static final int PARALLELISM = 2;

    private FlinkClusterProcess() {}

    /** Takes engine, REST port, the task managers' processes, repetitions and a directory. */
    public static void main(String[] arguments) throws Exception {
        String engine = arguments[0];
        int rest = Integer.parseInt(arguments[1]);
        List<Long> workers = Stream.of(arguments[2].split(",")).map(Long::valueOf).toList();
        int repetitions = Integer.parseInt(arguments[3]);
        Configuration settings = FlinkEngine.variant(engine);
        ClusterRun.measure(
                engine,
                (seed, events, sums) -> run(rest, settings, seed, events, sums),
                workers,
                repetitions,
                Path.of(arguments[4]));
        System.exit(0);
    }

    private static void run(int rest, Configuration settings, long seed, long events, Path sums)
            throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment("127.0.0.1", rest, settings);
        environment.setParallelism(PARALLELISM);
        FlinkEngine.copyBids(environment, seed, events).sinkTo(new BidSum(sums));
        environment.execute("copy-bids");
    }
}
