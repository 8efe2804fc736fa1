/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.runtime.worker.WorkerHost.Deploy;
import io.sampo.runtime.worker.WorkerHost.Left;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * How a node leaves: first the shares are waited for that masters elsewhere move, then those that
 * go on until the next masters have them. Confined to its host.
 */
final class Departure {
    private boolean begun;

    /** Whether masters that were here are gone, or are about to. */
    private boolean handedOver;

    /** Who waits for the end of the shares that are awaited; null if nobody does. */
    private @Nullable ActorRef<Left> waiting;

    /** The names of jobs whose shares stay until the node is gone. */
    private final Set<String> notMoved = new HashSet<>();

    /** The node takes no more shares. */
    void begin(ActorRef<Left> replyTo) {
        begun = true;
        waiting = replyTo;
    }

    boolean hasBegun() {
        return begun;
    }

    /** A job cannot go on without its share here any better. */
    void stays(String job) {
        notMoved.add(job);
    }

    /** The masters that are here are handed over. */
    void handOver(ActorRef<Left> replyTo) {
        handedOver = true;
        waiting = replyTo;
    }

    /** Answers who waits if nothing is awaited any more. */
    void answerIfDone(List<Deploy> shares) {
        if (waiting != null && shares.stream().noneMatch(this::isAwaited)) {
            waiting.tell(Left.INSTANCE);
            waiting = null;
        }
    }

    /** One whose master is elsewhere, and has not moved it, stays until the node is gone. */
    private boolean isAwaited(Deploy share) {
        return handedOver ? waitsForNextRun(share) : !notMoved.contains(share.job().name());
    }

    /**
     * Returns whether a share goes on though the node is of no majority, as one that leaves is of
     * none at last: what has lost its master ends by itself then.
     */
    boolean keeps(Deploy share) {
        return begun && waitsForNextRun(share);
    }

    /** Its master is given up as this node is, and the next one will be elsewhere. */
    private static boolean waitsForNextRun(Deploy share) {
        return share.master().path().address().hasLocalScope() && share.goesOnAlone();
    }
}
