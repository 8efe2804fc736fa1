/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.runtime.directory.JobDirectory.Life;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Which directories have answered since one was given a request, and what that says of the one that
 * was given it. Confined to a thread.
 */
final class LivesHeard {
    /** An answer may be on its way when its directory ends, and come behind what the next tells. */
    private static final int OTHERS = 2;

    /**
     * How often one may answer of which it is not known whether it is the one that was asked: what
     * was lost may have been the question who it is, or the request with its directory.
     */
    private static final int UNKNOWN = 15;

    private final CompletableFuture<Life> first;
    private @Nullable String assumed;
    private int others;
    private int unknown;

    /**
     * Begins.
     *
     * @param first who was there directly before the request; may never come
     */
    LivesHeard(CompletableFuture<Life> first) {
        this.first = first;
    }

    /** Somebody has answered. */
    void add(Life life) {
        String now = life.id();
        boolean isKnown = AskedDirectory.hasCome(first);
        if (assumed == null) {
            assumed = now;
        }
        others = now.equals(isKnown ? first.join().id() : assumed) ? 0 : others + 1;
        unknown = isKnown ? 0 : unknown + 1;
    }

    /** Returns whether who was asked is gone. */
    boolean haveChanged() {
        return others >= OTHERS;
    }

    /** Returns whether it has to be given up to learn who was asked. */
    boolean areUnclear() {
        return unknown >= UNKNOWN;
    }
}
