/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.state.snapshot.StateFile;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedFilesTest {
    private static final String A = "shared/1-1-count-0-1-a.sst";
    private static final String B = "shared/1-1-count-0-2-b.sst";
    private static final String C = "shared/2-1-count-0-1-c.sst";

    private final SharedFiles shared = new SharedFiles();

    @Test
    void aFileLivesAsLongAsACheckpointRefersToIt() {
        assertThat(shared.addPending(chk(1), files(A, B))).isEmpty();
        assertThat(shared.addPending(chk(2), files(B, C))).isEmpty();

        assertThat(shared.release(1)).containsExactly(A);
        assertThat(shared.isReferenced(B)).isTrue();
        assertThat(shared.release(2)).containsExactly(B, C);
        assertThat(shared.release(2)).isEmpty();
    }

    @Test
    void aFileIsCountedOnceForEachCheckpoint() {
        shared.addPending(chk(1), files(A, A));
        shared.addPending(chk(1), files(A));

        assertThat(shared.release(1)).containsExactly(A);
    }

    @Test
    void aFileThatWasGivenUpCannotComeBack() {
        shared.addPending(chk(1), files(A));
        shared.release(1);

        assertThat(shared.addPending(chk(2), files(C, A)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("path=" + A));
        assertThat(shared.isReferenced(C)).as("nothing of a refused part is counted").isFalse();
    }

    @Test
    void privateFilesMustBeTheCheckpointsOwn() {
        assertThat(shared.addPending(chk(2), files("chk-2-1/count-0-heap-1"))).isEmpty();
        assertThat(shared.addPending(chk(2), files("chk-1-1/count-0-heap-1"))).isPresent();
        assertThat(shared.addPending(chk(2), files("../other/count-0-heap-1"))).isPresent();
        assertThat(shared.release(2)).isEmpty();
    }

    @Test
    void savepointsMustBeWholeInThemselves() {
        CheckpointRef savepoint = new CheckpointRef(3, 1, true);
        shared.addPending(chk(2), files(C));

        assertThat(shared.addPending(savepoint, files("count-0-heap-1"))).isEmpty();
        assertThat(shared.addPending(savepoint, files(C))).isPresent();
        assertThat(shared.addPending(savepoint, files("shared/3-1-count-0-1-x"))).isPresent();
    }

    @Test
    void findsWhatNobodyRefersTo() {
        shared.addPending(chk(1), files(A));

        assertThat(shared.unreferenced(files(A, B, "chk-1-1/x"))).containsExactly(B);
    }

    private static CheckpointRef chk(long id) {
        return new CheckpointRef(id, 1, false);
    }

    private static List<StateFile> files(String... paths) {
        return Arrays.stream(paths).map(path -> new StateFile(path, 1, "00000000")).toList();
    }
}
