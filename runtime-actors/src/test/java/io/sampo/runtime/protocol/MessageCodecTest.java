/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.testkit.TestNode;
import io.sampo.runtime.worker.Placement;
import io.sampo.runtime.worker.RestoredState;
import io.sampo.runtime.worker.WorkerEvent;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final ActorTestKit ACTORS = TestNode.actors("message-codec-test");

    private final MessageCodec codec = new MessageCodec(ActorRefResolver.get(ACTORS.system()));
    private final SubtaskId subtask = new SubtaskId(new OperatorId("count"), 1);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private void assertComesBack(Object message) {
        assertThat(codec.decode(codec.encode(message)))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Test
    void commandsOfSubtasksComeBack() {
        assertThat(codec.decode(codec.encode(SubtaskActor.Start.INSTANCE)))
                .isSameAs(SubtaskActor.Start.INSTANCE);
        assertComesBack(
                new SubtaskActor.TriggerCheckpoint(
                        new CheckpointBarrier(7, 123, CheckpointBarrier.Kind.DRAIN), 3));
        assertComesBack(new SubtaskActor.CheckpointCompleted(7, true));
        assertComesBack(
                new SubtaskActor.UpdateSource(
                        1, List.of(new byte[] {1, 2}, new byte[0]), null, true));
        assertComesBack(new SubtaskActor.UpdateSource(1, List.of(), Long.MIN_VALUE, false));
    }

    @Test
    void snapshotsComeBack() {
        OperatorStateHandle lists =
                new OperatorStateHandle(
                        Map.of(
                                "splits",
                                new OperatorStateHandle.Listing(
                                        OperatorStateHandle.Distribution.values()[0],
                                        List.of(new byte[] {4, 5}))));
        OperatorSnapshot snapshot = new OperatorSnapshot(List.<KeyedStateHandle>of(), lists);
        assertComesBack(
                new WorkerEvent.FromSubtask(
                        new SubtaskEvent.SnapshotStored(
                                subtask, 3, 7, Map.of(subtask.chain(), snapshot), 55, false)));
    }

    @Test
    void aShareOfAJobComesBackWithItsMaster() {
        TestProbe<WorkerEvent> master = ACTORS.createTestProbe();
        WorkerHost.Deploy order =
                new WorkerHost.Deploy(
                        "run",
                        HandMadeJobs.counting(
                                "job", 10, 2, 2, HandMadeJobs.settings("sampo.parallelism = 2\n")),
                        List.of("hash"),
                        4,
                        new Placement(Map.of(subtask, new NodeAddress("localhost", 7611))),
                        Map.of(subtask, RestoredState.NONE),
                        null,
                        master.ref());
        WorkerHost.Deploy back = (WorkerHost.Deploy) codec.decode(codec.encode(order));

        assertThat(back.job().settings()).isEqualTo(order.job().settings());
        assertThat(back.job().vertices())
                .usingRecursiveComparison()
                .isEqualTo(order.job().vertices());
        assertThat(back.placement()).isEqualTo(order.placement());
        back.master().tell(new WorkerEvent.FromSubtask(new SubtaskEvent.Opened(subtask, 4)));
        master.expectMessageClass(WorkerEvent.FromSubtask.class);
    }

    @Test
    void whatALeavingNodeSaysComesBack() {
        TestProbe<WorkerHost.Command> host = ACTORS.createTestProbe();
        WorkerEvent.NodeLeaves leaves = new WorkerEvent.NodeLeaves(3, host.ref());

        assertThat(codec.decode(codec.encode(leaves))).isEqualTo(leaves);
        assertComesBack(new WorkerHost.NotMoved("job"));
        assertComesBack(new WorkerHost.RunBegins("job", "run", 3));
    }

    @Test
    void whichDirectoryAnswersComesBack() {
        TestProbe<JobDirectory.Life> asking = ACTORS.createTestProbe();
        JobDirectory.AskLife question = new JobDirectory.AskLife(asking.ref());

        assertThat(codec.decode(codec.encode(question))).isEqualTo(question);
        assertComesBack(new JobDirectory.Life("localhost:7611-5-7", "cannot be read"));
    }

    @Test
    void failuresSayWhatTheySaidAndWhere() {
        StreamException failure =
                new StreamException(
                        ErrorCode.USER_FUNCTION,
                        "A function failed: operator=count",
                        new IllegalStateException("own"));
        SubtaskEvent.Failed back =
                (SubtaskEvent.Failed)
                        codec.decode(codec.encode(new SubtaskEvent.Failed(subtask, 1, failure)));

        assertThat(back.cause())
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                .hasMessage("A function failed: operator=count")
                .hasStackTraceContaining("MessageCodecTest.failuresSayWhatTheySaidAndWhere")
                .cause()
                .isInstanceOf(RemoteFailure.class)
                .hasToString("java.lang.IllegalStateException: own");
    }

    @Test
    void aChainOfCausesThatHasNoEndIsCut() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException other = new IllegalStateException("other", one);
        one.initCause(other);

        SubtaskEvent.Failed back =
                (SubtaskEvent.Failed)
                        codec.decode(codec.encode(new SubtaskEvent.Failed(subtask, 1, one)));
        assertThat(back.cause()).hasMessageContaining("one");
    }

    @Test
    void onlyRecordsAndEnumsOfTheEngineAreMade() {
        for (String name : List.of("java.lang.ProcessBuilder", "io.sampo.no.such.Thing")) {
            assertThatThrownBy(() -> codec.decode(recordOf(name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
        assertThatThrownBy(() -> codec.decode(recordOf(MessageCodec.class.getName())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a record");
        assertThatThrownBy(() -> codec.encode(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not for the wire");
    }

    private static byte[] recordOf(String name) {
        BinaryOutput target = new BinaryOutput();
        target.writeByte(1);
        target.writeString(name);
        return target.toByteArray();
    }

    /** Neither lengths that are not there nor nesting without end do any harm. */
    @Test
    void bytesThatAreNoMessageAreRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] message =
                codec.encode(
                        new SubtaskActor.UpdateSource(1, List.of(new byte[] {1, 2, 3}), 5L, true));
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = message.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            decodeOrRefuse(damaged, seed);
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            decodeOrRefuse(noise, seed);
        }
    }

    private void decodeOrRefuse(byte[] bytes, long seed) {
        try {
            codec.decode(bytes);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).as("seed " + seed).hasMessageNotContaining("OutOfMemory");
        }
    }

    @Test
    void whatIsStoredIsVerified() {
        byte[] stored = StoredMessage.encode(new SubtaskActor.CheckpointAborted(9));
        assertThat(StoredMessage.decode(stored)).isEqualTo(new SubtaskActor.CheckpointAborted(9));

        for (int i = 0; i < stored.length; i++) {
            byte[] damaged = stored.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> StoredMessage.decode(damaged))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> StoredMessage.decode(new byte[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too short");
    }

    /** What has had more and more components from build to build. */
    private record Grown(
            String name,
            int attempt,
            long millis,
            boolean ended,
            double share,
            String failure,
            List<String> jars,
            Set<String> tags,
            Map<String, Long> counters,
            @Nullable Duration down)
            implements WireMessage {}

    /** It is made of a component that must be there, and has become so later. */
    private record Strict(String name, Duration limit) implements WireMessage {}

    private static byte[] named(Class<?> type, String... components) {
        BinaryOutput target = new BinaryOutput();
        target.writeByte(1);
        target.writeString(type.getName());
        target.writeVarInt(components.length);
        for (String component : components) {
            target.writeString(component);
            target.writeByte(3);
            target.writeString("its " + component);
        }
        return target.toByteArray();
    }

    @Test
    void whatAnEarlierBuildStoredIsRead() {
        MessageCodec stored = MessageCodec.forStorage();
        Grown full =
                new Grown(
                        "job",
                        3,
                        5,
                        true,
                        0.5,
                        "why",
                        List.of("jar"),
                        Set.of("tag"),
                        Map.of("read", 7L),
                        Duration.ofSeconds(2));

        assertThat(stored.decode(stored.encode(full))).isEqualTo(full);
        assertThat(stored.decode(named(Grown.class, "failure", "name")))
                .isEqualTo(
                        new Grown(
                                "its name",
                                0,
                                0,
                                false,
                                0,
                                "its failure",
                                List.of(),
                                Set.of(),
                                Map.of(),
                                null));
    }

    @Test
    void whatCannotBeLeftOutOrIsNotKnownIsRefused() {
        MessageCodec stored = MessageCodec.forStorage();

        assertThatThrownBy(() -> stored.decode(named(Strict.class, "name")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks")
                .hasMessageContaining("limit");
        assertThatThrownBy(() -> stored.decode(named(Grown.class, "name", "colour")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("later build")
                .hasMessageContaining("colour");
    }

    /** Its components stand in an order that has changed since. */
    @Test
    void whatWasStoredWithoutNamesIsRefused() {
        byte[] stored =
                Base64.getDecoder()
                        .decode(
                                "AAAAAQAAAABW+7ApATdpby5zYW1wby5ydW50aW1lLnN1YnRhc2suU3VidGFz"
                                        + "a0FjdG9yJENoZWNrcG9pbnRBYm9ydGVkBQAAAAAAAAAJ");

        assertThatThrownBy(() -> StoredMessage.decode(stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version=1 known=2");
    }
}
