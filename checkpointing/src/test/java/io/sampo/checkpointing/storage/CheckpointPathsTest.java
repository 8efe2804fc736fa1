/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.id.OperatorId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointPathsTest {
    private static final OperatorId OPERATOR = new OperatorId("count words");
    private static final CheckpointRef CHECKPOINT = new CheckpointRef(7, 2, false);
    private static final CheckpointRef SAVEPOINT = new CheckpointRef(8, 2, true);

    private final CheckpointPaths paths = new CheckpointPaths(Path.of("/data"), "count");

    @Test
    void everythingLiesInTheDirectoryOfTheJob() {
        assertThat(paths.record()).hasToString("/data/count/LATEST");
        assertThat(paths.lock()).hasToString("/data/count/LOCK");
        assertThat(paths.shared()).hasToString("/data/count/shared");
        assertThat(paths.metadata(CHECKPOINT)).hasToString("/data/count/chk-7-2/metadata.json");
        assertThat(paths.metadata(SAVEPOINT))
                .hasToString("/data/count/savepoint-8-2/metadata.json");
    }

    @Test
    void pathsOfHandlesAreRelativeToTheJobOrToTheSavepoint() {
        String file = CheckpointPaths.privateFile(CHECKPOINT, OPERATOR, 3, "heap", 1);
        assertThat(file).isEqualTo("chk-7-2/count%20words-3-heap-1");
        assertThat(paths.base(CHECKPOINT).resolve(file).getParent())
                .isEqualTo(paths.directory(CHECKPOINT));

        String own = CheckpointPaths.privateFile(SAVEPOINT, OPERATOR, 3, "heap", 1);
        assertThat(own).isEqualTo("count%20words-3-heap-1");
        assertThat(paths.base(SAVEPOINT)).isEqualTo(paths.directory(SAVEPOINT));
    }

    @Test
    void sharedFilesSayWhoStoredThem() {
        String file = CheckpointPaths.sharedFile(CHECKPOINT, OPERATOR, 3, "000012.sst", 4);

        assertThat(file).isEqualTo("shared/7-2-count%20words-3-4-000012.sst");
        assertThat(CheckpointPaths.isShared(file)).isTrue();
        assertThat(CheckpointPaths.storedIn(file)).hasValue(7);
        assertThat(CheckpointPaths.storedByAttempt(file)).hasValue(2);
        assertThat(CheckpointPaths.storedIn("shared/stranger")).isEmpty();
        assertThat(CheckpointPaths.storedIn("shared/7-2-a/b")).isEmpty();
    }

    @Test
    void directoriesOfCheckpointsAreRecognized() {
        assertThat(CheckpointPaths.parse("chk-7-2")).contains(CHECKPOINT);
        assertThat(CheckpointPaths.parse("savepoint-8-2")).contains(SAVEPOINT);
        assertThat(CheckpointPaths.parse("chk-07-2")).isEmpty();
        assertThat(CheckpointPaths.parse("chk-7-2.bak")).isEmpty();
        assertThat(CheckpointPaths.parse("chk-0-1")).isEmpty();
        assertThat(CheckpointPaths.parse("shared")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "plain-Name_1.x, plain-Name_1.x",
        "a/b, a%2fb",
        "'a b', a%20b",
        "100%, 100%25",
        ".., %2e.",
        "Zählen, Z%c3%a4hlen"
    })
    void namesBecomeFileNames(String name, String expected) {
        assertThat(CheckpointPaths.encode(name, 100)).isEqualTo(expected);
    }

    @Test
    void longNamesAreCutAndStayDifferent() {
        String one = CheckpointPaths.encode("a".repeat(200) + "1", 60);
        String other = CheckpointPaths.encode("a".repeat(200) + "2", 60);

        assertThat(one).hasSize(60).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "a\\..\\b"})
    void pathsThatLeadElsewhereAreNotSafe(String path) {
        assertThat(CheckpointPaths.isSafe(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chk-7-2/count-0-heap-1", "shared/7-2-x", "a..b"})
    void pathsBelowAreSafe(String path) {
        assertThat(CheckpointPaths.isSafe(path)).isTrue();
    }
}
