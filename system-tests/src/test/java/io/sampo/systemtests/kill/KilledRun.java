/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import java.nio.file.Path;
import java.util.List;

/**
 * How one process is to run the job.
 *
 * @param backend where state is
 * @param parallelism number of subtasks
 * @param readings how many there are; {@link #ENDLESS} if the process is to be killed
 * @param ratePerSecond 0 is as fast as possible
 * @param point where the process ends itself
 * @param after how many checkpoints it completes before
 */
record KilledRun(
        String backend,
        int parallelism,
        long readings,
        long ratePerSecond,
        HaltPoint point,
        int after) {
    /** So many that no machine is slow enough to come to an end before the process is killed. */
    static final long ENDLESS = Long.MAX_VALUE / 2;

    List<String> toArguments() {
        return List.of(
                backend,
                Integer.toString(parallelism),
                Long.toString(readings),
                Long.toString(ratePerSecond),
                point.name(),
                Integer.toString(after));
    }

    static KilledRun parse(String[] arguments) {
        return new KilledRun(
                arguments[0],
                Integer.parseInt(arguments[1]),
                Long.parseLong(arguments[2]),
                Long.parseLong(arguments[3]),
                HaltPoint.valueOf(arguments[4]),
                Integer.parseInt(arguments[5]));
    }

    /**
     * Where the processes of one job keep their files.
     *
     * @param root of all of them
     */
    record Places(Path root) {
        static final String JOB = "window sums";

        Path checkpoints() {
            return root.resolve("checkpoints");
        }

        Path output() {
            return root.resolve("output");
        }

        /** Returns what dies with a process: local state, temporary files. */
        Path scratch() {
            return root.resolve("scratch");
        }

        /** Returns where a process that ends itself says so. */
        Path note() {
            return root.resolve("halted");
        }

        /** Returns what processes print. */
        Path log() {
            return root.resolve("log");
        }
    }
}
