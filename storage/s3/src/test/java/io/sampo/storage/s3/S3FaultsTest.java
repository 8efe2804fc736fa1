/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.Locations;
import io.sampo.core.objects.RoutedFiles;
import io.sampo.storage.server.FaultyGateway;
import io.sampo.storage.server.FaultyGateway.Fate;
import io.sampo.storage.server.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storage that is slow, overloaded or cut off. */
class S3FaultsTest {
    private static final int PART_BYTES = 5 << 20;
    private static final Path ROOT = Locations.of("s3://" + S3Server.BUCKET + "/faults");

    @TempDir private static Path objects = Path.of("");
    private static @Nullable S3Server server;

    private @Nullable FaultyGateway gateway;
    private @Nullable RoutedFiles opened;

    @BeforeAll
    static void start() {
        server = S3Server.start(objects);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    /** Each connection has the next fate; when there is none left, nothing happens to it. */
    private FileStore through(Map<String, ?> settings, Fate... fates) {
        Deque<Fate> next = new ArrayDeque<>(List.of(fates));
        return through(settings, () -> next.isEmpty() ? Fate.SOUND : next.removeFirst());
    }

    private FileStore through(Map<String, ?> settings, Supplier<Fate> fates) {
        FaultyGateway started = FaultyGateway.start(port(), fates);
        gateway = started;
        Map<String, Object> all = new HashMap<>(S3Server.settings(started.port()));
        all.put("sampo.storage.s3.part-size", PART_BYTES);
        settings.forEach((key, value) -> all.put("sampo.storage.s3." + key, value));
        RoutedFiles files =
                new RoutedFiles(
                        FileStore.local(),
                        ConfigFactory.parseMap(all).withFallback(ConfigFactory.load()));
        opened = files;
        return files;
    }

    private static int port() {
        return server == null ? 0 : server.port();
    }

    private int connections() {
        return gateway == null ? 0 : gateway.connections();
    }

    private static byte[] random(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    private static void write(FileStore files, Path file, byte[] content) {
        try (FileOutput out = files.create(file)) {
            out.write(content);
            out.sync();
        }
    }

    @Test
    void whatIsTooMuchIsTriedAgain() {
        FileStore files = through(Map.of(), Fate.REFUSED, Fate.REFUSED, Fate.REFUSED);

        write(files, ROOT.resolve("refused"), random(100, 1));

        assertThat(files.readAll(ROOT.resolve("refused"))).isEqualTo(random(100, 1));
        assertThat(connections()).isEqualTo(4);
    }

    /** What passes before a connection is cut is enough for that, not for a request for each. */
    @Test
    void manyFilesAreDeletedWithOneRequest() {
        Path directory = ROOT.resolve("many");
        List<Path> many =
                IntStream.range(0, 50).mapToObj(i -> directory.resolve("file-" + i)).toList();
        FileStore sound = through(Map.of());
        many.forEach(file -> sound.writeAtomically(file, new byte[] {1}));
        close();
        Fate cutSoon = new Fate(false, 16 << 10, Long.MAX_VALUE);
        FileStore files = through(Map.of("attempts", 1), () -> cutSoon);

        files.deleteAll(many);
        files.deleteAll(List.of());

        assertThat(files.list(directory)).isEmpty();
        assertThat(connections()).isEqualTo(1);
    }

    @Test
    void aReadThatIsCutGoesOn() throws IOException {
        byte[] content = random(3 * PART_BYTES, 2);
        write(through(Map.of()), ROOT.resolve("cut"), content);
        close();
        Fate cut = new Fate(false, Long.MAX_VALUE, PART_BYTES);
        FileStore files = through(Map.of(), cut, cut);

        try (InputStream in = files.open(ROOT.resolve("cut"))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(connections()).isEqualTo(3);
    }

    @Test
    void aReadDoesNotGoOnInAnotherObject() throws IOException {
        Path file = ROOT.resolve("replaced");
        write(through(Map.of()), file, random(2 * PART_BYTES, 3));
        close();
        FileStore files = through(Map.of("attempts", 3), new Fate(false, 1 << 20, PART_BYTES));

        try (InputStream in = files.open(file)) {
            in.readNBytes(10);
            write(files, file, random(2 * PART_BYTES, 4));

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("faults/replaced");
        }
    }

    @Test
    void anAnswerThatNeverComesIsNotWaitedFor() {
        FileStore files = through(Map.of("timeout", "300ms"), Fate.SILENT, Fate.SILENT);

        write(files, ROOT.resolve("silent"), random(100, 5));

        assertThat(files.readAll(ROOT.resolve("silent"))).isEqualTo(random(100, 5));
    }

    @Test
    void aPartThatIsCutIsSentAgain() {
        byte[] content = random(2 * PART_BYTES + 1, 6);
        Fate cut = new Fate(false, PART_BYTES / 2, Long.MAX_VALUE);
        FileStore files = through(Map.of(), cut, cut);

        write(files, ROOT.resolve("part"), content);

        assertThat(files.readAll(ROOT.resolve("part"))).isEqualTo(content);
    }

    @Test
    void whatNeverSucceedsIsSaid() {
        FileStore files = through(Map.of("attempts", 3), () -> Fate.REFUSED);

        assertThatThrownBy(() -> write(files, ROOT.resolve("never"), random(100, 7)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("Cannot write: object=s3://sampo-test/faults/never")
                .hasMessageContaining("endpoint=http://127.0.0.1:")
                .hasMessageContaining("reduce your request rate")
                .hasMessageContaining("tried 3 times")
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.EXTERNAL_IO);
        assertThat(connections()).isEqualTo(3);
    }

    @Test
    void wrongKeysAreSaid() {
        FileStore files = through(Map.of("secret", "guessed"));

        assertThatThrownBy(() -> files.list(ROOT))
                .hasMessageContaining("Cannot list: object=s3://sampo-test/faults")
                .hasMessageContaining("The keys must allow")
                .hasMessageNotContaining("guessed");
    }

    @Test
    void keysComeFromAProfileOrTheEnvironment(@TempDir Path home) throws IOException {
        Map<String, String> keys = S3Server.settings(0);
        String access = keys.getOrDefault("sampo.storage.s3.access-key", "");
        String secret = keys.getOrDefault("sampo.storage.s3.secret", "");
        Path file =
                Files.writeString(
                        home.resolve("credentials"),
                        "[work]\naws_access_key_id = "
                                + access
                                + "\naws_secret_access_key = "
                                + secret
                                + "\n");
        Map<String, String> none = Map.of("access-key", "", "secret", "");
        try {
            System.setProperty("aws.sharedCredentialsFile", file.toString());
            Map<String, String> profile = new HashMap<>(none);
            profile.put("profile", "work");
            assertThat(through(profile).list(ROOT.resolve("nothing"))).isEmpty();
            close();
            System.setProperty("aws.accessKeyId", access);
            System.setProperty("aws.secretAccessKey", secret);
            assertThat(through(none).list(ROOT.resolve("nothing"))).isEmpty();
        } finally {
            System.clearProperty("aws.sharedCredentialsFile");
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void nobodyThereIsSaid() {
        FileStore files = through(Map.of("attempts", 2));
        FaultyGateway gone = gateway;
        if (gone != null) {
            gone.close();
        }

        assertThatThrownBy(() -> files.readAll(ROOT.resolve("x")))
                .hasMessageContaining("Is the storage reached from here?")
                .hasMessageContaining("sampo.storage.s3");
    }

    @Test
    void anObjectThatIsNotThereIsNoFaultOfTheStorage() {
        FileStore files = through(Map.of());

        assertThatThrownBy(() -> files.readAll(ROOT.resolve("absent")))
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.INPUT_UNAVAILABLE);
        assertThat(files.exists(ROOT.resolve("absent"))).isFalse();
        assertThat(files.delete(ROOT.resolve("absent"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsCutNothingIsLostOrTorn(long seed) {
        Random random = new Random(seed);
        Random fates = new Random(seed + 1000);
        FileStore files =
                through(
                        Map.of("timeout", "500ms", "attempts", 20),
                        () ->
                                switch (fates.nextInt(8)) {
                                    case 0 -> Fate.REFUSED;
                                    case 1 -> Fate.SILENT;
                                    default ->
                                            new Fate(
                                                    false,
                                                    1 + fates.nextInt(8 * PART_BYTES),
                                                    1 + fates.nextInt(8 * PART_BYTES));
                                });

        for (int i = 0; i < 12; i++) {
            Path file = ROOT.resolve("seed-" + seed).resolve("file-" + i);
            byte[] content = random(random.nextInt(3 * PART_BYTES), i);
            write(files, file, content);
            assertThat(Arrays.equals(files.readAll(file), content))
                    .as("seed=%d file=%d length=%d", seed, i, content.length)
                    .isTrue();
        }
        files.deleteRecursively(ROOT.resolve("seed-" + seed));
        assertThat(files.list(ROOT.resolve("seed-" + seed))).as("seed=%d", seed).isEmpty();
    }
}
