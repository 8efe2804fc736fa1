/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.checkpointing.storage.CheckpointMetadata.SubtaskEntry;
import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import io.sampo.state.snapshot.OperatorStateHandle.Listing;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckpointMetadataCodecTest {
    private static final OperatorId SOURCE = new OperatorId("words");
    private static final OperatorId COUNT = new OperatorId("count \"per\" word");

    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final List<Distribution> DISTRIBUTIONS = List.of(Distribution.values());

    /** As it is stored in {@code metadata-v1.json}. */
    static CheckpointMetadata example() {
        OperatorSnapshot source =
                new OperatorSnapshot(
                        List.of(),
                        new OperatorStateHandle(
                                Map.of(
                                        "splits",
                                        Snapshots.listing(Distribution.SPLIT, "a", "", "ccc"),
                                        "rules",
                                        Snapshots.listing(Distribution.BROADCAST),
                                        "all",
                                        Snapshots.listing(Distribution.UNION, "x"))));
        KeyedStateHandle keyed =
                new KeyedStateHandle(
                        "rocksdb",
                        new KeyGroupRange(64, 127),
                        128,
                        Map.of(
                                "sst-000012",
                                new StateFile("shared/6-1-count-1-2-000012.sst", 4096, "0a0b0c0d"),
                                "manifest",
                                new StateFile("chk-7-2/count-1-manifest-1", 123, "ffffffff")),
                        List.of("sst-000012"));
        return new CheckpointMetadata(
                "word-count",
                7,
                2,
                Kind.CHECKPOINT,
                1_760_000_000_123L,
                true,
                List.of(
                        new OperatorEntry(SOURCE, 1, 128, List.of(new SubtaskEntry(source, true))),
                        new OperatorEntry(
                                COUNT,
                                2,
                                128,
                                List.of(
                                        new SubtaskEntry(OperatorSnapshot.EMPTY, false),
                                        new SubtaskEntry(
                                                new OperatorSnapshot(
                                                        List.of(keyed), OperatorStateHandle.EMPTY),
                                                false)))),
                Map.of(SOURCE, Snapshots.bytes("enumerator")));
    }

    @Test
    void readsWhatVersion1Wrote() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("metadata-v1.json")) {
            byte[] stored = Objects.requireNonNull(in).readAllBytes();

            CheckpointMetadata read = CheckpointMetadataCodec.decode(stored, "metadata-v1.json");

            assertSame(read, example());
            assertThat(CheckpointMetadataCodec.encode(read)).isEqualTo(stored);
        }
    }

    @Test
    void anyByteThatIsMissingOrChangedIsFoundOut() {
        byte[] whole = CheckpointMetadataCodec.encode(example());
        for (int i = 0; i < whole.length; i++) {
            byte[] torn = Arrays.copyOf(whole, i);
            assertDamaged(torn, "torn at " + i);
            byte[] edited = whole.clone();
            edited[i] ^= 0x20;
            assertDamaged(edited, "edited at " + i);
        }
        assertDamaged(Arrays.copyOf(whole, whole.length + 1), "longer");
        String text = new String(whole, StandardCharsets.UTF_8);
        assertDamaged(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), "line ends");
        assertDamaged("{}".getBytes(StandardCharsets.UTF_8), "other JSON");
    }

    private static void assertDamaged(byte[] content, String how) {
        assertThatThrownBy(() -> CheckpointMetadataCodec.decode(content, "/chk/metadata.json"))
                .as(how)
                .isInstanceOf(StreamException.class)
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.CHECKPOINT_DAMAGED);
    }

    @Test
    void theMessageNamesTheFileAndTheWayOut() {
        assertThatThrownBy(() -> CheckpointMetadataCodec.decode(new byte[3], "/chk/metadata.json"))
                .hasMessageContaining("file=/chk/metadata.json")
                .hasMessageContaining("start from another checkpoint");
    }

    @Test
    void aNewerFormatIsRefusedByItsVersion() {
        byte[] newer = SealedJson.write("sampo-checkpoint", 2, json -> {});

        assertThatThrownBy(() -> CheckpointMetadataCodec.decode(newer, "m"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("version=2 newestUnderstood=1")
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
    }

    @Test
    void otherFilesAndMissingMembersAreDamage() {
        assertDamaged(SealedJson.write("sampo-job-record", 1, json -> {}), "a record");
        assertDamaged(SealedJson.write("sampo-checkpoint", 1, json -> {}), "no members");
    }

    @Test
    void aPathThatLeadsElsewhereIsRefused() {
        KeyedStateHandle handle =
                new KeyedStateHandle(
                        "heap",
                        new KeyGroupRange(0, 0),
                        1,
                        Map.of("data", new StateFile("../../secret", 1, "00000000")),
                        List.of());
        CheckpointMetadata metadata =
                new CheckpointMetadata(
                        "j",
                        1,
                        1,
                        Kind.CHECKPOINT,
                        0,
                        false,
                        List.of(
                                new OperatorEntry(
                                        COUNT,
                                        1,
                                        1,
                                        List.of(
                                                new SubtaskEntry(
                                                        new OperatorSnapshot(
                                                                List.of(handle),
                                                                OperatorStateHandle.EMPTY),
                                                        false)))),
                        Map.of());

        assertThatThrownBy(
                        () ->
                                CheckpointMetadataCodec.decode(
                                        CheckpointMetadataCodec.encode(metadata), "m"))
                .hasMessageContaining("path=../../secret");
    }

    @Test
    void elementsMayBeLong() {
        String element = "x".repeat(24 * 1024 * 1024);
        OperatorSnapshot snapshot =
                new OperatorSnapshot(List.of(), Snapshots.list("big", Distribution.SPLIT, element));
        CheckpointMetadata metadata = with(List.of(snapshot));

        CheckpointMetadata read =
                CheckpointMetadataCodec.decode(CheckpointMetadataCodec.encode(metadata), "m");

        Listing list =
                read.operators().get(0).subtasks().get(0).snapshot().operator().lists().get("big");
        assertThat(Objects.requireNonNull(list).elements().get(0)).hasSize(element.length());
    }

    @Test
    void readsBackWhatItWrote() {
        for (int seed = 0; seed < 100; seed++) {
            CheckpointMetadata metadata = random(new Random(seed));
            byte[] encoded = CheckpointMetadataCodec.encode(metadata);
            CheckpointMetadata read = CheckpointMetadataCodec.decode(encoded, "m");

            assertThat(CheckpointMetadataCodec.encode(read)).as("seed=%d", seed).isEqualTo(encoded);
            assertSame(read, metadata);
        }
    }

    @Test
    void savepointsShareNothing() {
        CheckpointMetadata alone = example().withoutSharing();

        assertThat(alone.files()).containsExactlyInAnyOrderElementsOf(example().files());
        assertThat(
                        alone.operators()
                                .get(1)
                                .subtasks()
                                .get(1)
                                .snapshot()
                                .keyed()
                                .get(0)
                                .sharedRoles())
                .isEmpty();
    }

    private static CheckpointMetadata with(List<OperatorSnapshot> snapshots) {
        List<SubtaskEntry> subtasks = new ArrayList<>();
        snapshots.forEach(snapshot -> subtasks.add(new SubtaskEntry(snapshot, false)));
        OperatorEntry entry = new OperatorEntry(COUNT, subtasks.size(), 128, subtasks);
        return new CheckpointMetadata(
                "job", 1, 1, Kind.CHECKPOINT, 0, false, List.of(entry), Map.of());
    }

    private static CheckpointMetadata random(Random random) {
        List<OperatorEntry> operators = new ArrayList<>();
        int count = random.nextInt(4);
        for (int o = 0; o < count; o++) {
            List<SubtaskEntry> subtasks = new ArrayList<>();
            int parallelism = 1 + random.nextInt(3);
            for (int s = 0; s < parallelism; s++) {
                subtasks.add(new SubtaskEntry(snapshot(random), random.nextBoolean()));
            }
            operators.add(new OperatorEntry(new OperatorId("o" + o), parallelism, 128, subtasks));
        }
        return new CheckpointMetadata(
                "job é \"" + random.nextInt(),
                1 + random.nextInt(1000),
                1 + random.nextInt(9),
                KINDS.get(random.nextInt(KINDS.size())),
                random.nextLong(4_000_000_000_000L),
                random.nextBoolean(),
                operators,
                random.nextBoolean() ? Map.of() : Map.of(new OperatorId("o0"), bytes(random)));
    }

    private static OperatorSnapshot snapshot(Random random) {
        List<KeyedStateHandle> keyed = new ArrayList<>();
        for (int h = random.nextInt(3); h > 0; h--) {
            Map<String, StateFile> files = new HashMap<>();
            for (int f = random.nextInt(4); f > 0; f--) {
                files.put("role" + f, new StateFile("chk-1-1/f" + f, random.nextInt(), "01234567"));
            }
            keyed.add(
                    new KeyedStateHandle(
                            "heap",
                            new KeyGroupRange(random.nextInt(9), random.nextInt(99)),
                            128,
                            files,
                            new ArrayList<>(files.keySet())));
        }
        Map<String, Listing> lists = new HashMap<>();
        for (int l = random.nextInt(3); l > 0; l--) {
            List<byte[]> elements = new ArrayList<>();
            for (int e = random.nextInt(4); e > 0; e--) {
                elements.add(bytes(random));
            }
            lists.put(
                    "list" + l,
                    new Listing(DISTRIBUTIONS.get(random.nextInt(DISTRIBUTIONS.size())), elements));
        }
        return new OperatorSnapshot(keyed, new OperatorStateHandle(lists));
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void assertSame(CheckpointMetadata read, CheckpointMetadata expected) {
        assertThat(read).usingRecursiveComparison().isEqualTo(expected);
    }
}
