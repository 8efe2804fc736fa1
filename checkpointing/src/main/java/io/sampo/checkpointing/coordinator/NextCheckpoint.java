/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.id.SubtaskId;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which checkpoint is to begin while none is under way, and when: one that somebody asked for; else
 * the last one, once all input has ended; else that of the interval. None before the job runs.
 */
final class NextCheckpoint {
    private final CheckpointSchedule schedule;
    private final CheckpointRequests requests;
    private final Set<SubtaskId> openSources;
    private final boolean periodic;
    private boolean running;

    /**
     * What is to begin.
     *
     * @param kind what for
     * @param afterEndOfInput whether all input has ended, so that it is the last one
     * @param request the one that it answers
     */
    record Start(Kind kind, boolean afterEndOfInput, OptionalLong request) {}

    /**
     * Creates it for an attempt that does not run yet.
     *
     * @param schedule of the attempt
     * @param requests those that wait; what begins is taken from them
     */
    NextCheckpoint(CheckpointPlan plan, CheckpointSchedule schedule, CheckpointRequests requests) {
        this.schedule = schedule;
        this.requests = requests;
        openSources = new HashSet<>(plan.sourceSubtasks());
        periodic = plan.durable();
    }

    /** The job runs. */
    void running(long now) {
        running = true;
        schedule.begin(now);
    }

    void sourceEnded(SubtaskId source) {
        openSources.remove(source);
    }

    /** Returns what is to begin by now. */
    Optional<Start> due(long now) {
        if (!running) {
            return Optional.empty();
        }
        CheckpointEvent.Requested request = requests.peek();
        if (request != null) {
            OptionalLong number = OptionalLong.of(request.request());
            return Optional.of(new Start(request.kind(), false, number));
        }
        boolean inputEnded = openSources.isEmpty();
        boolean due = inputEnded ? schedule.mayRetry(now) : periodic && schedule.isDue(now);
        return due
                ? Optional.of(new Start(Kind.CHECKPOINT, inputEnded, OptionalLong.empty()))
                : Optional.empty();
    }

    /** What was due has begun. */
    void started(Start start, long now) {
        if (start.request().isPresent()) {
            requests.removeFirst();
        }
        schedule.started(now);
    }

    /** Returns when something is to begin that is not due yet, if that is known. */
    OptionalLong wakeAt() {
        if (!running) {
            return OptionalLong.empty();
        }
        if (openSources.isEmpty()) {
            return OptionalLong.of(schedule.retryAt());
        }
        return periodic ? schedule.due() : OptionalLong.empty();
    }
}
