/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.coordinator.CheckpointAction.Result;
import io.sampo.core.element.CheckpointBarrier.Kind;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checkpoints that somebody asked for and that have not begun, first come first served. */
final class CheckpointRequests {
    private final boolean durable;
    private final ArrayDeque<CheckpointEvent.Requested> waiting = new ArrayDeque<>();

    CheckpointRequests(boolean durable) {
        this.durable = durable;
    }

    /**
     * Has a request wait, or refuses it.
     *
     * @param ending whether the checkpoint under way is the last one
     */
    void take(CheckpointEvent.Requested request, boolean ending, List<CheckpointAction> actions) {
        if (!durable) {
            String reason = "the job keeps no checkpoints; set sampo.checkpoint.dir";
            refuse(request.request(), reason, actions);
        } else if (ending || anyStops()) {
            refuse(request.request(), "the job is about to end", actions);
        } else {
            waiting.add(request);
        }
    }

    CheckpointEvent.@Nullable Requested peek() {
        return waiting.peek();
    }

    void removeFirst() {
        waiting.removeFirst();
    }

    /** Whether the job stops with one of them. */
    private boolean anyStops() {
        return waiting.stream()
                .map(CheckpointEvent.Requested::kind)
                .anyMatch(kind -> kind == Kind.STOP || kind == Kind.DRAIN);
    }

    void refuseAll(String reason, List<CheckpointAction> actions) {
        waiting.forEach(request -> refuse(request.request(), reason, actions));
        waiting.clear();
    }

    static void refuse(long request, String reason, List<CheckpointAction> actions) {
        actions.add(new CheckpointAction.Answer(request, new Result.Refused(reason)));
    }

    /** Answers whoever asked for a checkpoint, if somebody did. */
    static void answer(PendingCheckpoint over, Result result, List<CheckpointAction> actions) {
        over.request()
                .ifPresent(request -> actions.add(new CheckpointAction.Answer(request, result)));
    }
}
