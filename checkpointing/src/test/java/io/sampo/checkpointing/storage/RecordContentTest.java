/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.storage.RecordContent.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordContentTest {
    private final RecordContent first = RecordContent.fresh("job").beginAttempt(null);

    @Test
    void attemptsAndIdsAreNeverReused() {
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(first.firstUnusedId()).isEqualTo(1);

        RecordContent second = first.beginAttempt(null);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.firstUnusedId()).isEqualTo(first.idsBelow());

        RecordContent more = second.reserveIds();
        assertThat(more.firstUnusedId()).isEqualTo(second.idsBelow());
        assertThat(more.revision()).isEqualTo(3);
    }

    @Test
    void idsAreSetAsideAlongTheWay() {
        RecordContent few = first.complete(List.of(), 60);
        assertThat(few.idsBelow()).isEqualTo(160);

        RecordContent many = first.complete(List.of(), 10);
        assertThat(many.idsBelow()).isEqualTo(first.idsBelow());
    }

    @Test
    void aStoppedOrFailedJobGoesOn() {
        RecordContent completed = first.complete(List.of(checkpoint(3, 1)), 4);

        assertThat(completed.beginAttempt(null).restorable()).containsExactly(checkpoint(3, 1));
        assertThat(completed.end(Ending.STOPPED).beginAttempt(null).restorable())
                .containsExactly(checkpoint(3, 1));
        assertThat(completed.end(Ending.STOPPED).beginAttempt(null).ending())
                .isEqualTo(Ending.NONE);
    }

    @Test
    void aFinishedJobStartsOver() {
        RecordContent again =
                first.complete(List.of(checkpoint(3, 1)), 4)
                        .end(Ending.FINISHED)
                        .beginAttempt(null);

        assertThat(again.restorable()).isEmpty();
        assertThat(again.completed()).as("kept until newer ones replace it").hasSize(1);
        RecordContent later =
                again.complete(List.of(checkpoint(3, 1), checkpoint(101, 2)), 102)
                        .beginAttempt(null);
        assertThat(later.restorable()).containsExactly(checkpoint(101, 2));
    }

    @Test
    void whatAnotherRecordHasUsedIsNotUsedAgain() {
        RecordContent fresh = RecordContent.fresh("job").beginAttempt("/savepoints/a");

        RecordContent above = fresh.above(new CheckpointRef(250, 7, true));

        assertThat(above.attempt()).isEqualTo(8);
        assertThat(above.lineageAttempt()).isEqualTo(8);
        assertThat(above.firstUnusedId()).isEqualTo(251);
        assertThat(above.above(new CheckpointRef(3, 2, true))).isEqualTo(above);
    }

    @Test
    void startingFromElsewhereCountsOnce() {
        RecordContent completed = first.complete(List.of(checkpoint(3, 1)), 4);

        RecordContent elsewhere = completed.beginAttempt("/savepoints/a");
        assertThat(elsewhere.restorable()).isEmpty();
        assertThat(elsewhere.restoredFrom()).isEqualTo("/savepoints/a");

        RecordContent later =
                elsewhere.complete(List.of(checkpoint(3, 1), checkpoint(101, 2)), 102);
        assertThat(later.beginAttempt("/savepoints/a").restorable())
                .as("a process that is started again the same way goes on")
                .containsExactly(checkpoint(101, 2));
        assertThat(later.beginAttempt(null).restoredFrom()).isEqualTo("/savepoints/a");
        assertThat(later.beginAttempt("/savepoints/b").restorable()).isEmpty();
    }

    @Test
    void restorableOnesComeNewestFirst() {
        RecordContent two =
                first.complete(List.of(checkpoint(3, 1), checkpoint(4, 1)), 5).beginAttempt(null);

        assertThat(two.restorable()).containsExactly(checkpoint(4, 1), checkpoint(3, 1));
    }

    private static CompletedCheckpoint checkpoint(long id, int attempt) {
        return new CompletedCheckpoint(new CheckpointRef(id, attempt, false), 0, true);
    }
}
