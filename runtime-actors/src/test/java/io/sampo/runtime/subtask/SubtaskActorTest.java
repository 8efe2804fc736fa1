/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.subtask.SubtaskActor.TriggerCheckpoint;
import io.sampo.runtime.subtask.SubtaskActor.UpdateSource;
import io.sampo.runtime.testkit.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SubtaskActorTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ActorTestKit ACTORS = TestNode.actors("subtask-actor-test");

    private final List<SubtaskEvent> events = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private ActorRef<SubtaskActor.Command> source() {
        SubtaskRig rig = new SubtaskRig(new SubtaskRig.Setup().source());
        ActorRef<SubtaskActor.Command> actor =
                ACTORS.spawn(SubtaskActor.create(rig.shell, rig.subtask, events::add));
        await().atMost(LIMIT)
                .until(() -> rig.events.stream().anyMatch(SubtaskEvent.Opened.class::isInstance));
        actor.tell(SubtaskActor.Start.INSTANCE);
        return actor;
    }

    private static UpdateSource update(long number) {
        return new UpdateSource(number, List.of(), 7L, false);
    }

    private static TriggerCheckpoint trigger(long updates) {
        return new TriggerCheckpoint(new CheckpointBarrier(1, 0, Kind.CHECKPOINT), updates);
    }

    private void assertFails(String message) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(events)
                                        .last()
                                        .isInstanceOfSatisfying(
                                                SubtaskEvent.Failed.class,
                                                failed ->
                                                        assertThat(failed.cause())
                                                                .hasMessageContaining(message)
                                                                .extracting(StreamException::codeOf)
                                                                .isEqualTo(
                                                                        ErrorCode.CHANNEL_BROKEN)));
    }

    @Test
    void anUpdateThatWasLostIsNoticedByTheNext() {
        ActorRef<SubtaskActor.Command> source = source();
        source.tell(update(1));
        source.tell(update(3));

        assertFails("told=2 heard=1");
    }

    /** Else the checkpoint would have what was lost in neither of its two places. */
    @Test
    void anUpdateThatWasLostIsNoticedByTheCheckpointBehindIt() {
        ActorRef<SubtaskActor.Command> source = source();
        source.tell(update(1));
        source.tell(trigger(2));

        assertFails("told=2 heard=1");
    }

    @Test
    void aSourceThatHeardOfEverythingGoesOn() {
        ActorRef<SubtaskActor.Command> source = source();
        source.tell(update(1));
        source.tell(update(2));
        source.tell(trigger(2));
        source.tell(SubtaskActor.Stop.INSTANCE);

        await().atMost(LIMIT)
                .until(() -> events.stream().anyMatch(SubtaskEvent.Stopped.class::isInstance));
        assertThat(events).noneMatch(SubtaskEvent.Failed.class::isInstance);
    }

    /** The start comes before, but may have been lost. */
    @Test
    void aSourceThatIsToPassABarrierBegins() {
        SubtaskRig rig = new SubtaskRig(new SubtaskRig.Setup().source().credits(100));
        rig.probe.input.add("a");
        ActorRef<SubtaskActor.Command> actor =
                ACTORS.spawn(SubtaskActor.create(rig.shell, rig.subtask, events::add));

        actor.tell(trigger(0));

        List<Object> sent = new CopyOnWriteArrayList<>();
        await().atMost(LIMIT)
                .until(
                        () -> {
                            sent.addAll(rig.take(0));
                            return sent.contains("a");
                        });
    }

    /** It may be its node that cancels, and not the job master, for which it would be a failure. */
    @Test
    void whoIsCancelledInAWaitHasStopped() throws Exception {
        SubtaskRig rig = new SubtaskRig(new SubtaskRig.Setup());
        CountDownLatch waits = new CountDownLatch(1);
        rig.probe.onRecord =
                () -> {
                    waits.countDown();
                    standStill(rig);
                };
        ACTORS.spawn(SubtaskActor.create(rig.shell, rig.subtask, events::add));
        rig.send(0, "record");
        assertThat(waits.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        rig.subtask.cancel();

        await().atMost(LIMIT).until(() -> !events.isEmpty());
        assertThat(events).singleElement().isInstanceOf(SubtaskEvent.Stopped.class);
    }

    private static void standStill(SubtaskRig rig) {
        try {
            Objects.requireNonNull(rig.probe.context).pause(Duration.ofDays(1));
        } catch (RuntimeException cancelled) {
            throw cancelled;
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }
}
