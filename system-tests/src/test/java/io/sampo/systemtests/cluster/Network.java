/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import java.io.IOException;
import java.util.List;

/** Where the nodes of a test are, and what can be done to what is between them. */
interface Network extends AutoCloseable {
    /** Returns the address of a node, which the test reaches, too. */
    String host(int node);

    /** Returns what the command that starts a node begins with. */
    List<String> prefix(int node);

    /** Cuts a node off from all others and from the test. */
    void cutOff(int node) throws IOException, InterruptedException;

    /** Lets nothing more pass between two nodes; everybody else reaches both. */
    void cutBetween(int one, int other) throws IOException, InterruptedException;

    /** Undoes all cuts. */
    void mend() throws IOException, InterruptedException;

    @Override
    void close() throws InterruptedException;

    /** Returns the loopback interface of this machine, which cannot be cut. */
    static Network loopback() {
        return new Network() {
            @Override
            public String host(int node) {
                return "127.0.0.1";
            }

            @Override
            public List<String> prefix(int node) {
                return List.of();
            }

            @Override
            public void cutOff(int node) {
                throw new UnsupportedOperationException("loopback");
            }

            @Override
            public void cutBetween(int one, int other) {
                throw new UnsupportedOperationException("loopback");
            }

            @Override
            public void mend() {}

            @Override
            public void close() {}
        };
    }
}
