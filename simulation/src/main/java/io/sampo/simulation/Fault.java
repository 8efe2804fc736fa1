/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.time.Duration;

/**
 * One thing that goes wrong in a simulation.
 *
 * @param kind what
 * @param at when, from the beginning of the simulation
 * @param size how much of it, or whom it befalls: what that means, and in which unit, depends on
 *     the kind
 */
public record Fault(Kind kind, Duration at, int size) {
    private static final Duration SHORTEST = Duration.ofMillis(20);

    /** What can go wrong. */
    public enum Kind {
        /**
         * The process is killed, and loses what it has not made durable; of several nodes, that of
         * the job master.
         */
        CRASH,
        /**
         * The same, in the middle of the storage work that comes next: before change {@code size}.
         */
        STORAGE_CRASH,
        /** {@code size} changes of the storage fail. */
        STORAGE_FAILURE,
        /**
         * {@code size} changes of the storage are made and fail nevertheless; what was to be
         * written is there by half.
         */
        HALF_FAILURE,
        /** The storage has no space for {@code size} ms and a little: what adds to a file fails. */
        FULL_STORAGE,
        /** {@code size} pieces of storage work take up to 300 ms each. */
        SLOW_STORAGE,
        /** A subtask fails, the next one that looks at the time, between two records. */
        SUBTASK_FAILURE,
        /** A subtask stands still for {@code size} milliseconds, between two records. */
        PAUSE,
        /**
         * A file of a stored checkpoint gets another content, and the process is killed; of several
         * nodes, that of the job master. The job may fall back to an older checkpoint, or refuse
         * to: then the file is restored as from a backup, and the job is started again.
         */
        DAMAGE,
        /** The process of a node is killed: that of number {@code size}, round and round. */
        NODE_CRASH,
        /**
         * The process of a node stands still for {@code size} ms and a little. The others give it
         * up after 1.2 s; it wakes up nevertheless, and goes on until it notices.
         */
        NODE_PAUSE,
        /** Nothing gets through between a node and the others, for as long as a pause. */
        PARTITION,
        /** A connection of two nodes is lost, with all that is under way. */
        CONNECTION_LOSS,
        /**
         * A connection loses one piece out of the middle, and is lost itself a second later. No
         * healthy network does that; it is what numbers in packets are for.
         */
        PACKET_LOSS,
        /**
         * The wall clock of a node jumps by {@code size} ms, ahead if that is even and back if not,
         * and from then on differs by that from those of the others.
         */
        CLOCK_JUMP,
        /**
         * What the actors of a node send to others comes late, by {@code size} ms and a little;
         * meanwhile there may be other processes, and other attempts. Its connections for records
         * work, and nobody gives it up.
         */
        LATE_MESSAGES,
        /**
         * What the actors of a node send to others, and others to them, is lost for up to {@code
         * size} ms, and what is under way; nobody is told, and nobody is given up. Pekko does that
         * when a connection breaks and is mended at once.
         */
        LOST_MESSAGES,
        /**
         * A node's own disk has no space for {@code size} ms and a little: it does without copies
         * of checkpoints.
         */
        FULL_NODE,
        /**
         * The directory of jobs, and so the job master, goes from its node to the next one, as it
         * does when a node leaves; both nodes are well.
         */
        HAND_OVER
    }

    /** Returns how long it lasts, of the kinds that say {@code size} ms and a little. */
    Duration duration() {
        return SHORTEST.plusMillis(size);
    }

    /** Returns for example {@code 120 ms STORAGE_FAILURE 3}. */
    @Override
    public String toString() {
        return at.toMillis() + " ms " + kind + " " + size;
    }
}
