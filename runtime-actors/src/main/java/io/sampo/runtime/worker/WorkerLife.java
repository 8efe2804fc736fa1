/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.operators.graph.JobGraph;

/**
 * Whether the subtasks of a worker go on, and what ends them: their master, and, while they have
 * none, whatever fails. Decides, and does nothing itself.
 */
final class WorkerLife {
    private final boolean mayGoOnAlone;

    /** Whether the master is gone, and the subtasks go on until the next one has the job. */
    private boolean alone;

    private boolean channelBroken;
    private boolean stopping;
    private boolean finished;

    /**
     * Creates that of a worker whose subtasks have just been made.
     *
     * @param mayGoOnAlone whether they are of use without their master
     */
    WorkerLife(boolean mayGoOnAlone) {
        this.mayGoOnAlone = mayGoOnAlone;
    }

    /**
     * Returns whether subtasks of a job are of use without its master: not where sinks write what
     * nobody sees without a checkpoint, nor where the next attempt begins anew.
     */
    static boolean goesOnAlone(JobGraph job, boolean durable) {
        return durable && !job.commits();
    }

    /**
     * Returns whether the subtasks go on. A master that is gone, maybe with its node, has no use
     * for them. But the next one takes a while, in which somebody may look at what they write; what
     * is processed until then is processed again, as all that came behind the last checkpoint.
     */
    boolean goesOnWithoutMaster() {
        alone = mayGoOnAlone && !channelBroken && !stopping;
        return alone;
    }

    /** Returns whether the others stop since one has failed: a master would say so. */
    boolean stopsAfterFailure() {
        return alone;
    }

    /** Returns whether all stop since a channel to another node is of no use any more. */
    boolean stopsAfterBrokenChannel() {
        channelBroken = true;
        return alone;
    }

    /**
     * The subtasks are to stop; returns whether that is new.
     *
     * @param how what comes later, because the majority is lost, does not take back that the job
     *     has finished
     */
    boolean stop(AttemptWorker.Stop how) {
        finished |= how == AttemptWorker.Stop.FINISHED;
        boolean isNew = !stopping;
        stopping = true;
        return isNew;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Returns whether the job has finished. */
    boolean hasFinished() {
        return finished;
    }
}
