/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import java.io.IOException;
import java.util.Random;

/** What happens to nodes. */
enum Fault {
    /** One is killed. */
    KILL,
    /** The one that has been there longest, and so has the directory of jobs, is killed. */
    KILL_OLDEST,
    /** Two are killed at once. */
    KILL_TWO,
    /** All are killed at once. */
    KILL_ALL,
    /** One stands still for a while. */
    HANG,
    /** One is stopped, and leaves. */
    LEAVE,
    /** One is cut off for a while. */
    CUT_OFF(true),
    /** Two do not reach each other for a while, though the third reaches both. */
    CUT_BETWEEN(true),
    /** Each is alone for a while. */
    CUT_ALL(true);

    private static final int SHORTEST_MILLIS = 1_000;
    private static final int LONGEST_MILLIS = 8_000;

    private final boolean ofNetwork;

    Fault() {
        this(false);
    }

    Fault(boolean ofNetwork) {
        this.ofNetwork = ofNetwork;
    }

    /** Returns whether it needs a network that can be cut. */
    boolean isOfNetwork() {
        return ofNetwork;
    }

    /** Has it happen to the node, and to others if it is of that kind; returns when it is over. */
    void happen(DisturbedCluster cluster, int index, Random random)
            throws IOException, InterruptedException {
        int count = DisturbedCluster.COUNT;
        NodeProcess node = cluster.node(index);
        int next = (index + 1) % count;
        int millis = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
        switch (this) {
            case KILL -> node.signal("KILL");
            case KILL_OLDEST -> cluster.oldest().signal("KILL");
            case KILL_TWO -> {
                node.signal("KILL");
                cluster.node(next).signal("KILL");
            }
            case KILL_ALL -> {
                for (NodeProcess each : cluster.nodes()) {
                    each.signal("KILL");
                }
            }
            case HANG -> {
                node.signal("STOP");
                node.endsWithin(millis);
                node.signal("CONT");
            }
            case LEAVE -> node.signal("TERM");
            case CUT_OFF -> {
                cluster.network().cutOff(index);
                node.endsWithin(millis);
                cluster.network().mend();
            }
            case CUT_BETWEEN -> {
                cluster.network().cutBetween(index, next);
                node.endsWithin(millis);
                cluster.network().mend();
            }
            case CUT_ALL -> {
                for (int i = 0; i < count; i++) {
                    cluster.network().cutOff(i);
                }
                node.endsWithin(millis);
                cluster.network().mend();
            }
        }
    }
}
