/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import java.util.Optional;
import org.apache.pekko.actor.CoordinatedShutdown;

/** How the process of a node ends; {@code docs/operations.md} says what to do then. */
public enum NodeExit {
    /** It was stopped, and has left the cluster. By SIGTERM the code is 143, as Java has it. */
    STOPPED(0),
    /** It could not start, or failed: the log says why. A fatal error of the JVM has 255. */
    FAILED(1),
    /** It did not find the cluster within {@code failure.join-timeout}. */
    NOT_JOINED(69),
    /** The cluster goes on without it: start it again. */
    DOWNED(75),
    /** Its settings are wrong. */
    WRONG_SETTINGS(78);

    private final int code;

    NodeExit(int code) {
        this.code = code;
    }

    /** Returns the exit code of the process. */
    public int code() {
        return code;
    }

    static NodeExit of(Optional<CoordinatedShutdown.Reason> reason) {
        if (reason.isEmpty()) {
            return FAILED;
        }
        CoordinatedShutdown.Reason why = reason.get();
        if (why.equals(CoordinatedShutdown.clusterDowningReason())) {
            return DOWNED;
        }
        if (why.equals(CoordinatedShutdown.clusterJoinUnsuccessfulReason())) {
            return NOT_JOINED;
        }
        boolean stopped =
                why.equals(CoordinatedShutdown.clusterLeavingReason())
                        || why.equals(CoordinatedShutdown.jvmExitReason());
        return stopped ? STOPPED : FAILED;
    }
}
