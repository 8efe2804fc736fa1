/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.core.io.FileStore;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import java.time.Duration;
import java.util.function.Supplier;

/** What is outside of the job in a simulation. */
public interface SimulatedWorld {
    /**
     * Returns the source, read in small bursts with pauses of virtual time in between.
     *
     * @param source any that reads no files and starts no threads, such as {@code CollectionSource}
     */
    <T, S extends SourceSplit, C> Source<T, S, C> paced(Source<T, S, C> source);

    /**
     * Returns a stream that a test feeds: see {@link JobTestKit#input}.
     *
     * @param name of the input, and of the source
     */
    <T> DataStream<T> input(StreamEnvironment environment, String name);

    /**
     * Returns a sink whose output is seen exactly once: it is kept outside of the process, and
     * committed there. Read it with {@link SimulationResult#output}.
     *
     * @param name of the output
     */
    <T> Sink<T> output(String name);

    /**
     * Returns a sink whose output is seen at once, and again when the job repeats it: for what can
     * be there twice, such as rows of a table by their key. Read it with {@link
     * SimulationResult#output}.
     *
     * @param name of the output
     */
    <T> Sink<T> outputAtOnce(String name);

    /**
     * Returns something outside of the job that sinks and functions of your own use: a stand-in for
     * a table, a queue or a service. It outlives the processes of the job, and belongs to one
     * history: each seed has another one, and each run that looks for the fewest faults, too. Look
     * at it with {@link SimulationResult#store}.
     *
     * <pre>{@code
     * OutsideStore<Map<String, Long>> rows = world.store("rows", TreeMap::new);
     * counts.sinkTo(new TableSink((key, count) -> rows.get().put(key, count)));
     * }</pre>
     *
     * @param name of the store
     * @param maker makes it when a history first asks for that name
     */
    <T> OutsideStore<T> store(String name, Supplier<? extends T> maker);

    /** Returns where the outside world answers, for functions that ask it something. */
    OutsideExecutor outside();

    /**
     * Returns an outside world that takes its time.
     *
     * @param longest how long an answer takes at most: more than nothing, and less than half an
     *     hour
     */
    OutsideExecutor outside(Duration longest);

    /**
     * Returns the disk, which outlives the process but not what was not made durable. The files
     * sink uses it; so may a sink of your own, through {@code SinkContext.files()}.
     */
    FileStore files();
}
