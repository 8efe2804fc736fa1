/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeAddressesTest {
    private static NodeSummary node(String address, String http) {
        return new NodeSummary(address, "name", http, 1, "up");
    }

    @Test
    void oneIsAskedUntilItIsGivenUp() {
        NodeAddresses nodes = new NodeAddresses("a:1, b:2");

        assertThat(nodes.current()).hasAuthority("a:1");
        nodes.giveUp(nodes.current());
        assertThat(nodes.current()).hasAuthority("b:2");
        nodes.giveUp(nodes.current());
        assertThat(nodes.current()).hasAuthority("a:1");
    }

    @Test
    void whatAnotherThreadGaveUpIsNotGivenUpTwice() {
        NodeAddresses nodes = new NodeAddresses("a:1,b:2");
        var failed = nodes.current();

        nodes.giveUp(failed);
        nodes.giveUp(failed);

        assertThat(nodes.current()).hasAuthority("b:2");
    }

    @Test
    void nodesThatAreNamedStayAndOthersComeAndGo() {
        NodeAddresses nodes = new NodeAddresses("a:1");

        nodes.learn(List.of(node("a:7", "a:1"), node("b:7", "b:2"), node("c:7", "")));
        assertThat(nodes).hasToString("a:1,b:2");

        nodes.giveUp(nodes.current());
        nodes.learn(List.of(node("c:7", "c:3")));
        assertThat(nodes).hasToString("a:1,c:3");
        assertThat(nodes.current()).hasAuthority("a:1");
    }

    /** Each machine has its own. */
    @Test
    void loopbackIsTakenOnlyWhereAllIsOnThisMachine() {
        NodeSummary local = node("127.0.0.1:7", "127.0.0.1:2");

        NodeAddresses here = new NodeAddresses("localhost:1");
        here.learn(List.of(local, node("other:7", "127.0.0.1:3")));
        assertThat(here).hasToString("localhost:1,127.0.0.1:2");

        NodeAddresses elsewhere = new NodeAddresses("other:1");
        elsewhere.learn(List.of(local));
        assertThat(elsewhere).hasToString("other:1");
    }
}
