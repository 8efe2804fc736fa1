/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileOutput;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SimulatedFilesTest {
    private static final Path FILE = Path.of("/directory/file");
    private static final Path OTHER = Path.of("/directory/other");
    private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6};

    private final SimulatedFiles files = new SimulatedFiles();

    private static void assertFails(ErrorCode code, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @Test
    void changesThatFailAfterwardsWereMade() {
        files.writeAtomically(FILE, CONTENT);
        files.failAfterwards(3);

        assertFails(ErrorCode.EXTERNAL_IO, () -> files.tryLink(FILE, OTHER));
        assertThat(files.readAll(OTHER)).isEqualTo(CONTENT);
        assertFails(ErrorCode.EXTERNAL_IO, () -> files.delete(FILE));
        assertThat(files.exists(FILE)).isFalse();
        assertFails(ErrorCode.EXTERNAL_IO, () -> files.move(OTHER, FILE));
        assertThat(files.readAll(FILE)).isEqualTo(CONTENT);
        assertThat(files.exists(OTHER)).isFalse();
        assertThat(files.failures()).isEqualTo(3);

        assertThat(files.delete(FILE)).isTrue();
    }

    private int failuresOf(int changes) {
        int failures = 0;
        for (int i = 0; i < changes; i++) {
            try {
                files.createDirectories(Path.of("/directory-" + files.steps()));
            } catch (StreamException broken) {
                failures++;
            }
        }
        return failures;
    }

    @Test
    void ofChangesThatAreToFailNoneIsForgotten() {
        files.breakAfter(0, 4, ErrorCode.EXTERNAL_IO);
        assertThat(failuresOf(1)).isEqualTo(1);
        files.breakAfter(0, 2, ErrorCode.EXTERNAL_IO);
        assertThat(failuresOf(5)).isEqualTo(5);
        assertThat(failuresOf(3)).isZero();
    }

    @Test
    void changesFailAfterThoseThatAreToSucceed() {
        files.breakAfter(2, 3, ErrorCode.EXTERNAL_IO);
        assertThat(failuresOf(2)).isZero();
        assertThat(failuresOf(3)).isEqualTo(3);
        assertThat(failuresOf(2)).isZero();

        files.breakAfter(1, ErrorCode.EXTERNAL_IO);
        assertThat(failuresOf(10)).isEqualTo(9);
        files.mend();
        assertThat(failuresOf(2)).isZero();
    }

    @Test
    void ofChangesThatAreToFailAfterwardsNoneIsForgotten() {
        files.writeAtomically(FILE, CONTENT);
        files.failAfterwards(2);
        files.failAfterwards(1);

        assertFails(ErrorCode.EXTERNAL_IO, () -> files.move(FILE, OTHER));
        assertFails(ErrorCode.EXTERNAL_IO, () -> files.move(OTHER, FILE));
        assertFails(ErrorCode.EXTERNAL_IO, () -> files.move(FILE, OTHER));
        files.move(OTHER, FILE);
        assertThat(files.readAll(FILE)).isEqualTo(CONTENT);
    }

    @Test
    void ofAWriteThatFailsAfterwardsTheFirstHalfIsThere() {
        FileOutput out = files.create(FILE);
        out.write(CONTENT);
        files.failAfterwards(1);

        assertFails(ErrorCode.EXTERNAL_IO, out::flush);
        assertThat(files.readAll(FILE)).containsExactly(1, 2, 3);

        out.close();
        assertThat(files.readAll(FILE)).isEqualTo(CONTENT);
    }

    /** As {@link io.sampo.core.io.FileStore} says; those of files are once they are synced. */
    @Test
    void namesOfNewDirectoriesAreDurable() {
        Path inner = Path.of("/outer/middle/inner");
        files.createDirectories(inner);
        try (FileOutput out = files.create(FILE)) {
            out.write(CONTENT);
            out.sync();
        }
        Random random = new Random(1);
        Set<Boolean> fileThere = new HashSet<>();

        for (int i = 0; i < 50; i++) {
            SimulatedFiles after = files.afterPowerFailure(random);
            assertThat(after.isDirectory(inner)).isTrue();
            assertThat(after.isDirectory(Path.of("/directory"))).isTrue();
            fileThere.add(after.exists(FILE));
        }
        assertThat(fileThere).as("seed=1").containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aFullDiskTakesNoContentButNames() {
        files.writeAtomically(FILE, CONTENT);
        files.fill();
        files.fill();

        assertFails(ErrorCode.RESOURCE_EXHAUSTED, () -> files.writeAtomically(OTHER, CONTENT));
        assertFails(
                ErrorCode.RESOURCE_EXHAUSTED, () -> files.createDirectories(Path.of("/another")));
        files.move(FILE, OTHER);
        assertThat(files.readAll(OTHER)).isEqualTo(CONTENT);
        assertThat(files.delete(OTHER)).isTrue();
        SimulatedFiles after = files.afterPowerFailure(new Random(1));
        assertFails(ErrorCode.RESOURCE_EXHAUSTED, () -> after.writeAtomically(FILE, CONTENT));

        files.free();
        assertFails(ErrorCode.RESOURCE_EXHAUSTED, () -> files.writeAtomically(FILE, CONTENT));
        files.free();
        files.deleteRecursively(FILE.getParent());
        files.writeAtomically(FILE, CONTENT);
        assertThat(files.readAll(FILE)).isEqualTo(CONTENT);
    }
}
