/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.workload;

import java.util.List;

/**
 * What the process of an engine is to do; its arguments.
 *
 * @param engine its name
 * @param latency whether records are passed through until the process ends, each at once; else all
 *     that is there is counted in windows
 * @param servers to bootstrap from
 * @param in topic to read
 * @param out what the names of the topics to write begin with
 * @param checkpoints directory for them
 * @param repetitions each into a topic of its own
 * @param records in the topic
 */
public record KafkaTask(
        String engine,
        boolean latency,
        String servers,
        String in,
        String out,
        String checkpoints,
        int repetitions,
        long records) {
    /** Of all operators. */
    public static final int PARALLELISM = 2;

    /** Between two checkpoints. */
    public static final long CHECKPOINT_MILLIS = 2_000;

    /** Returns the topic of a repetition, from 1. */
    public String out(int repetition) {
        return out + "-" + repetition;
    }

    /** Returns what {@link #parse} takes. */
    public List<String> toArguments() {
        return List.of(
                engine,
                String.valueOf(latency),
                servers,
                in,
                out,
                checkpoints,
                String.valueOf(repetitions),
                String.valueOf(records));
    }

    /** Returns the task that the arguments are of. */
    public static KafkaTask parse(String[] arguments) {
        return new KafkaTask(
                arguments[0],
                Boolean.parseBoolean(arguments[1]),
                arguments[2],
                arguments[3],
                arguments[4],
                arguments[5],
                Integer.parseInt(arguments[6]),
                Long.parseLong(arguments[7]));
    }
}
