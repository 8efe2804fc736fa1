/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What outlives the processes of one simulation. */
final class World implements SimulatedWorld, AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofMillis(30);
    private static final int LONGEST_SLOW_NANOS = 300_000_000;

    private final long number = Worlds.add(this);
    private final VirtualScheduler scheduler;
    private final Map<String, OutsideOutput> outputs = new TreeMap<>();
    private final Map<String, TestInput<?>> inputs = new TreeMap<>();
    private final Map<String, Object> stores = new TreeMap<>();
    private final List<String> timeline = new ArrayList<>();
    private SimulatedFiles disk = new SimulatedFiles();
    private final StoredCheckpoints checkpoints;
    private int starts;
    private int slowTasks;

    /** Tells what tells whether the process that asks is alive. */
    private Supplier<BooleanSupplier> lives =
            () -> {
                SimulatedFiles own = disk;
                return () -> own == disk && !own.powerFailed();
            };

    World(VirtualScheduler scheduler, long seed) {
        this.scheduler = scheduler;
        checkpoints = new StoredCheckpoints(disk, new Random(seed * 31));
    }

    /** Notes something for who reads how it went. */
    void note(String what) {
        timeline.add(String.format("%,12.3f ms  %s", scheduler.elapsed().toNanos() / 1e6, what));
    }

    /** So many processes have been started by now. */
    void started(int processes) {
        starts = processes;
    }

    int starts() {
        return starts;
    }

    SimulatedFiles disk() {
        return disk;
    }

    /** The machine is up again after its power failed. */
    void powerIsBack(Random random) {
        disk = disk.afterPowerFailure(random);
        checkpoints.watch(disk);
    }

    StoredCheckpoints checkpoints() {
        return checkpoints;
    }

    /** Returns what a history has shown that must not be, if anything. */
    Optional<String> finding() {
        for (OutsideOutput output : outputs.values()) {
            if (output.finding().isPresent()) {
                return output.finding();
            }
        }
        return checkpoints.finding();
    }

    /** Returns where storage work runs: it may be slow. */
    Executor io() {
        return task -> {
            if (slowTasks > 0) {
                slowTasks--;
                scheduler.after(scheduler.choose(LONGEST_SLOW_NANOS), task);
            } else {
                scheduler.execute(task);
            }
        };
    }

    /** Lets so many more pieces of storage work take long. */
    void slowDown(int tasks) {
        slowTasks += tasks;
    }

    /** Lets the disk be full for so long; longer if it is already, and for longer. */
    void fill(Duration howLong) {
        disk.fill();
        scheduler.after(howLong.toNanos(), () -> disk.free());
    }

    /** There are several processes, which {@code newLives} tells apart. */
    void connectAs(Supplier<BooleanSupplier> newLives) {
        lives = newLives;
    }

    /** Connects the process that runs now to an output. */
    OutsideOutput.Session open(String name) {
        return known("output", outputs, name).connect(lives.get());
    }

    @SuppressWarnings("unchecked") // the caller knows what the job writes
    <T> List<T> records(String name) {
        return (List<T>) known("output", outputs, name).records();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows its type
    <T> T store(String name) {
        return (T) known("store", stores, name);
    }

    /** Returns a store to what runs now, which may belong to a dead process. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the caller knows its type
    <T> T reach(String name) {
        boolean ofProcess = Stage.running() != Stage.OUTSIDE;
        if (ofProcess && !lives.get().getAsBoolean()) {
            throw new IllegalStateException("The process is dead: store=" + name);
        }
        return store(name);
    }

    /** What has no part in the job would only look empty. */
    private static <V> V known(String what, Map<String, V> all, String name) {
        V found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "The job has no such "
                            + what
                            + ": name="
                            + name
                            + ". It has these: "
                            + all.keySet()
                            + ".");
        }
        return found;
    }

    List<String> timeline() {
        return List.copyOf(timeline);
    }

    @Override
    public <T, S extends SourceSplit, C> Source<T, S, C> paced(Source<T, S, C> source) {
        return new PacedSource<>(source);
    }

    @Override
    public <T> DataStream<T> input(StreamEnvironment environment, String name) {
        inputs.putIfAbsent(name, new TestInput<T>());
        TestSource<T> source = new TestSource<>(number, name);
        return environment.fromSource(source, source.watermarks(), name);
    }

    @SuppressWarnings("unchecked") // the test knows what the job reads
    <T> TestInput<T> input(String name) {
        return (TestInput<T>) known("input", inputs, name);
    }

    /** Ends all inputs. */
    void endInputs() {
        inputs.values().forEach(TestInput::end);
    }

    @Override
    public <T> Sink<T> output(String name) {
        outputs.putIfAbsent(name, new OutsideOutput());
        return new OutputSink<>(number, name);
    }

    @Override
    public <T> Sink<T> outputAtOnce(String name) {
        outputs.putIfAbsent(name, new OutsideOutput());
        return new OutputAtOnceSink<>(number, name);
    }

    @Override
    public <T> OutsideStore<T> store(String name, Supplier<? extends T> maker) {
        stores.computeIfAbsent(name, unused -> maker.get());
        return new OutsideStore<>(number, name);
    }

    @Override
    public OutsideExecutor outside() {
        return outside(LONGEST_ANSWER);
    }

    @Override
    public OutsideExecutor outside(Duration longest) {
        return new OutsideExecutor(number, longest);
    }

    /** Lets something happen outside after a while. */
    void later(Runnable task, Duration longest) {
        long micros = scheduler.choose((int) TimeUnit.MICROSECONDS.convert(longest));
        scheduler.after(TimeUnit.MICROSECONDS.toNanos(micros), task);
    }

    @Override
    public FileStore files() {
        return disk;
    }

    @Override
    public void close() {
        Worlds.remove(number);
    }
}
