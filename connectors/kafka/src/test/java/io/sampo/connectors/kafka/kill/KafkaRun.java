/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.kill;

import java.nio.file.Path;
import java.util.List;

/**
 * How one process is to run a job.
 *
 * @param job which one
 * @param parallelism number of subtasks
 * @param intervalMillis between checkpoints
 * @param point where the process ends itself
 * @param after how many checkpoints it completes before
 */
record KafkaRun(Job job, int parallelism, long intervalMillis, HaltPoint point, int after) {
    /**
     * What all processes of a job have in common.
     *
     * @param directory for its files
     * @param servers to bootstrap from
     * @param in topic to read, some partitions of it
     * @param out topic to write
     * @param firstPartition to read
     * @param partitions how many to read
     * @param stop offset at which each of them ends
     */
    record Job(
            Path directory,
            String servers,
            String in,
            String out,
            int firstPartition,
            int partitions,
            long stop) {
        /** Returns the name of the job, with which its transactional ids begin, too. */
        String name() {
            return out + "-from-" + firstPartition;
        }

        Path checkpoints() {
            return directory.resolve("checkpoints");
        }

        /** Returns what processes print. */
        Path log() {
            return directory.resolve("log");
        }
    }

    List<String> toArguments() {
        return List.of(
                job.directory().toString(),
                job.servers(),
                job.in(),
                job.out(),
                String.valueOf(job.firstPartition()),
                String.valueOf(job.partitions()),
                String.valueOf(job.stop()),
                String.valueOf(parallelism),
                String.valueOf(intervalMillis),
                point.name(),
                String.valueOf(after));
    }

    static KafkaRun parse(String[] arguments) {
        return new KafkaRun(
                new Job(
                        Path.of(arguments[0]),
                        arguments[1],
                        arguments[2],
                        arguments[3],
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]),
                        Long.parseLong(arguments[6])),
                Integer.parseInt(arguments[7]),
                Long.parseLong(arguments[8]),
                HaltPoint.valueOf(arguments[9]),
                Integer.parseInt(arguments[10]));
    }
}
