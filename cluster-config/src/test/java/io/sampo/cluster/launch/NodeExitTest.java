/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeExitTest {
    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(CoordinatedShutdown.clusterLeavingReason(), NodeExit.STOPPED),
                Arguments.of(CoordinatedShutdown.jvmExitReason(), NodeExit.STOPPED),
                Arguments.of(CoordinatedShutdown.clusterDowningReason(), NodeExit.DOWNED),
                Arguments.of(
                        CoordinatedShutdown.clusterJoinUnsuccessfulReason(), NodeExit.NOT_JOINED),
                Arguments.of(CoordinatedShutdown.actorSystemTerminateReason(), NodeExit.FAILED),
                Arguments.of(
                        CoordinatedShutdown.incompatibleConfigurationDetectedReason(),
                        NodeExit.FAILED));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void theReasonDecides(CoordinatedShutdown.Reason reason, NodeExit expected) {
        assertThat(NodeExit.of(Optional.of(reason))).isEqualTo(expected);
    }

    @Test
    void anEndWithoutAReasonIsAFailure() {
        assertThat(NodeExit.of(Optional.empty())).isEqualTo(NodeExit.FAILED);
    }
}
