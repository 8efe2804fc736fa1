/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.simulation.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Which faults a simulation has, and how many. When they come is decided by the seed. Immutable.
 *
 * <pre>{@code
 * Faults.crashes().every(Duration.ofMillis(100)).and(Faults.pauses())
 * }</pre>
 *
 * <p>A failure shows each fault with its time and its size: {@code 120 ms STORAGE_FAILURE 3} comes
 * at 120 ms of virtual time, and its size is 3. The seed chooses both; what a size means, and how
 * large it can be, is said below. What lasts for as many ms as its size says lasts 20 ms longer,
 * but for the pause of a subtask.
 */
public final class Faults {
    private static final int LONGEST_PAUSE_MILLIS = 3_000;

    /** A job without space fails again and again, which takes long to simulate. */
    private static final int LONGEST_FULL_MILLIS = 500;

    private static final int LONGEST_LOSS_MILLIS = 100;
    private static final int LAST_STORAGE_CHANGE = 40;
    private static final int FEW_CHANGES = 5;
    private static final int MANY_NODES = 60;
    private static final int MANY_FILES = 10_000;

    private record Plan(Kind kind, Duration mean, int most, int largest) {}

    private final List<Plan> plans;

    private Faults(List<Plan> plans) {
        this.plans = plans;
    }

    /** Returns no faults. */
    public static Faults none() {
        return new Faults(List.of());
    }

    /**
     * Returns two crashes of the process, each at any moment and with loss of what is not synced.
     * Size: without meaning.
     */
    public static Faults crashes() {
        return of(Kind.CRASH, 1);
    }

    /**
     * Returns two crashes of the process in the middle of storage work. Size: before which of the
     * storage's next changes, up to 40.
     */
    public static Faults storageCrashes() {
        return of(Kind.STORAGE_CRASH, LAST_STORAGE_CHANGE);
    }

    /** Returns two times in which changes of the storage fail. Size: how many, up to 40. */
    public static Faults storageFailures() {
        return of(Kind.STORAGE_FAILURE, LAST_STORAGE_CHANGE);
    }

    /**
     * Returns two times in which pieces of storage work take up to 300 ms each. Size: how many, up
     * to 40.
     */
    public static Faults slowStorage() {
        return of(Kind.SLOW_STORAGE, LAST_STORAGE_CHANGE);
    }

    /**
     * Returns two times in which a file of a stored checkpoint is damaged. Size: which file, round
     * and round.
     */
    public static Faults damages() {
        return of(Kind.DAMAGE, MANY_FILES);
    }

    /**
     * Returns two times in which changes of the storage fail though they were made. Size: how many,
     * up to 5.
     */
    public static Faults halfFailures() {
        return of(Kind.HALF_FAILURE, FEW_CHANGES);
    }

    /** Returns two times in which the storage is full. Size: for how many ms, up to 500. */
    public static Faults fullStorage() {
        return of(Kind.FULL_STORAGE, LONGEST_FULL_MILLIS);
    }

    /**
     * Returns two failures of a subtask, between any two records or timers. Size: without meaning.
     */
    public static Faults subtaskFailures() {
        return of(Kind.SUBTASK_FAILURE, 1);
    }

    /** Returns two pauses of a subtask. Size: for how many ms, up to 3,000. */
    public static Faults pauses() {
        return of(Kind.PAUSE, LONGEST_PAUSE_MILLIS);
    }

    /**
     * Returns two crashes of a node; with {@link Simulation#nodes} only, as those below. Size:
     * which node, round and round.
     */
    public static Faults nodeCrashes() {
        return of(Kind.NODE_CRASH, MANY_NODES);
    }

    /**
     * Returns two pauses of a whole node. Size: for how many ms, up to 3,000, and which node, round
     * and round.
     */
    public static Faults nodePauses() {
        return of(Kind.NODE_PAUSE, LONGEST_PAUSE_MILLIS);
    }

    /** Returns two times in which a node is cut off. Size: as of {@link #nodePauses}. */
    public static Faults partitions() {
        return of(Kind.PARTITION, LONGEST_PAUSE_MILLIS);
    }

    /** Returns two losses of a connection. Size: which one, round and round. */
    public static Faults connectionLosses() {
        return of(Kind.CONNECTION_LOSS, MANY_NODES);
    }

    /**
     * Returns two losses of a packet, which no healthy connection has. Size: of which connection,
     * round and round.
     */
    public static Faults packetLosses() {
        return of(Kind.PACKET_LOSS, MANY_NODES);
    }

    /**
     * Returns two jumps of a node's wall clock. Size: by how many ms, up to 3,000, ahead if that is
     * even and back if not, and which node, round and round.
     */
    public static Faults clockJumps() {
        return of(Kind.CLOCK_JUMP, LONGEST_PAUSE_MILLIS);
    }

    /**
     * Returns two times in which a node's messages come late. Size: by how many ms, up to 3,000,
     * and which node, round and round.
     */
    public static Faults lateMessages() {
        return of(Kind.LATE_MESSAGES, LONGEST_PAUSE_MILLIS);
    }

    /**
     * Returns two times in which messages of a node are lost. Size: for how many ms, up to 100, and
     * which node, round and round. Not among {@link #everythingOnNodes}: the engine notices them by
     * its time limits, which are long.
     */
    public static Faults lostMessages() {
        return of(Kind.LOST_MESSAGES, LONGEST_LOSS_MILLIS);
    }

    /** Returns two times in which a node's own disk is full. Size: as of {@link #nodePauses}. */
    public static Faults fullNodes() {
        return of(Kind.FULL_NODE, LONGEST_PAUSE_MILLIS);
    }

    /**
     * Returns two times in which the job master goes to another node. Size: without meaning. Not
     * among {@link #everythingOnNodes}: nothing is wrong.
     */
    public static Faults handOvers() {
        return of(Kind.HAND_OVER, 1);
    }

    /**
     * Returns one fault of each kind that several nodes can have, but for {@link #lostMessages} and
     * {@link #handOvers}.
     */
    public static Faults everythingOnNodes() {
        return everything()
                .and(nodeCrashes())
                .and(nodePauses())
                .and(partitions())
                .and(connectionLosses())
                .and(packetLosses())
                .and(clockJumps())
                .and(lateMessages())
                .and(fullNodes())
                .times(1);
    }

    /** Returns one fault of each kind that one process can have. */
    public static Faults everything() {
        return crashes()
                .and(storageCrashes())
                .and(storageFailures())
                .and(slowStorage())
                .and(subtaskFailures())
                .and(pauses())
                .and(halfFailures())
                .and(fullStorage())
                .and(damages())
                .times(1);
    }

    private static Faults of(Kind kind, int largest) {
        return new Faults(List.of(new Plan(kind, Duration.ofMillis(150), 2, largest)));
    }

    /** Returns the same faults with {@code mean} between two of a kind, on average; 150 ms else. */
    public Faults every(Duration mean) {
        return new Faults(
                plans.stream()
                        .map(plan -> new Plan(plan.kind, mean, plan.most, plan.largest))
                        .toList());
    }

    /** Returns the same kinds of faults, {@code most} of each: after them the job must get done. */
    public Faults times(int most) {
        return new Faults(
                plans.stream()
                        .map(plan -> new Plan(plan.kind, plan.mean, most, plan.largest))
                        .toList());
    }

    /** Returns these faults and others. */
    public Faults and(Faults others) {
        List<Plan> both = new ArrayList<>(plans);
        both.addAll(others.plans);
        return new Faults(List.copyOf(both));
    }

    /** Returns the faults of one history, in their order. */
    List<Fault> schedule(Random random) {
        List<Fault> faults = new ArrayList<>();
        for (Plan plan : plans) {
            double at = 0;
            for (int i = 0; i < plan.most; i++) {
                at -= Math.log(1 - random.nextDouble()) * plan.mean.toNanos();
                faults.add(
                        new Fault(
                                plan.kind,
                                Duration.ofNanos((long) at),
                                1 + random.nextInt(plan.largest)));
            }
        }
        faults.sort(Comparator.comparing(Fault::at));
        return List.copyOf(faults);
    }
}
