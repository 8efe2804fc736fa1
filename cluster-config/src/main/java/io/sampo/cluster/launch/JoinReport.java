/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import io.sampo.cluster.http.NodeView;
import io.sampo.runtime.node.WakeTimer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log now and then what a node waits for that has not joined its cluster. */
final class JoinReport {
    private static final Logger LOG = LoggerFactory.getLogger(JoinReport.class);

    /** Longer than the first seed waits for the others before it founds the cluster. */
    static final Duration BETWEEN = Duration.ofSeconds(10);

    private final NodeView view;
    private final Duration limit;
    private final WakeTimer timer;

    /**
     * Creates it.
     *
     * @param limit how long the node waits before it gives up
     */
    JoinReport(NodeView view, Duration limit, WakeTimer timer) {
        this.view = view;
        this.limit = limit;
        this.timer = timer;
    }

    /** Begins; ends by itself when the node has joined. */
    void begin() {
        timer.after(BETWEEN.toNanos(), this::say);
    }

    private void say() {
        view.notJoined()
                .ifPresent(
                        wait -> {
                            LOG.warn(
                                    "{}. It gives up after failure.join-timeout={} s",
                                    wait,
                                    limit.toSeconds());
                            begin();
                        });
    }
}
