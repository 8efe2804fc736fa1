/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.ClusterMember;
import io.sampo.cluster.formation.MajorityGuard;
import io.sampo.cluster.formation.MemberChange;
import io.sampo.cluster.http.NodeView;
import io.sampo.core.time.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JoinReportTest {
    private static final HostPort SEED = new HostPort("seed", 7610);

    private final ManualClock clock = new ManualClock(0);
    private final NodeView view =
            new NodeView(new MajorityGuard(member -> false), List.of(SEED), clock);
    private final Queue<Runnable> wakes = new ArrayDeque<>();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(JoinReport.class);

    @BeforeEach
    void begin() {
        said.start();
        logger.addAppender(said);
        new JoinReport(
                        view,
                        Duration.ofSeconds(60),
                        (nanos, task) -> {
                            assertThat(nanos).isEqualTo(JoinReport.BETWEEN.toNanos());
                            wakes.add(task);
                            return () -> {};
                        })
                .begin();
    }

    @AfterEach
    void end() {
        logger.detachAppender(said);
    }

    private void passes() {
        clock.advance(JoinReport.BETWEEN);
        wakes.remove().run();
    }

    @Test
    void aNodeThatWaitsSaysSoUntilItHasJoined() {
        passes();
        passes();

        assertThat(said.list.stream().map(ILoggingEvent::getFormattedMessage))
                .containsExactly(
                        line(10) + ". It gives up after failure.join-timeout=60 s",
                        line(20) + ". It gives up after failure.join-timeout=60 s");

        ClusterMember self =
                new ClusterMember(
                        SEED,
                        1,
                        ClusterMember.State.JOINING,
                        true,
                        true,
                        List.of(),
                        OptionalInt.empty());
        view.changed(new MemberChange(MemberChange.Kind.JOINED, self), List.of(self));
        passes();

        assertThat(said.list).hasSize(2);
        assertThat(wakes).isEmpty();
    }

    private static String line(int seconds) {
        return "not a member of the cluster yet: waits since "
                + seconds
                + " s for a seed that is one, or for the first seed, which founds the cluster:"
                + " seeds=[seed:7610]";
    }
}
