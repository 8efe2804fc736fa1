/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.sampo.cluster.config.ActorSystemConfig;
import io.sampo.cluster.config.ConfigLoader;
import io.sampo.cluster.formation.ArterySslEngines;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The process may be ended by the actor system or by the command: the code must be the same. */
class NodeExitTest {
    private static final String SHUTDOWN = "pekko.coordinated-shutdown";

    private final Config system =
            ActorSystemConfig.of(
                            ConfigLoader.load(Optional.empty()),
                            OptionalInt.of(5),
                            ArterySslEngines.class,
                            true)
                    .getConfig(SHUTDOWN);

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
    void codesAreThoseOfTheActorSystem(CoordinatedShutdown.Reason reason, NodeExit expected) {
        assertThat(NodeExit.of(Optional.of(reason))).isEqualTo(expected);

        String key = "reason-overrides.\"" + reason.getClass().getName() + "\".exit-code";
        int code = system.hasPath(key) ? system.getInt(key) : system.getInt("exit-code");
        assertThat(code).as(key).isEqualTo(expected.code());
    }

    @Test
    void anEndWithoutAReasonIsAFailure() {
        assertThat(NodeExit.of(Optional.empty())).isEqualTo(NodeExit.FAILED);
    }
}
