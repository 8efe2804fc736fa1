/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.Watermark;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.directory.RecordsRead;
import io.sampo.runtime.master.JobOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FinishedJobTest {
    private static final String LOST = "EXTERNAL_IO: A node was lost before it told: worker=w";
    private static final String UNFIT = "java.lang.IllegalStateException: own";

    private static JobResult result(String savepoint, String failure) {
        JobSummary end =
                new JobSummary(
                        "sums",
                        JobStatus.FINISHED,
                        3,
                        2,
                        0,
                        0,
                        new RecordsRead(1, 0, 9),
                        0,
                        0,
                        77,
                        "",
                        Watermark.MIN,
                        savepoint,
                        "");
        return FinishedJob.result(
                end,
                new JobOutcome(Map.of("source/recordsRead", 7L), new byte[0], failure),
                Duration.ofSeconds(5),
                new ForySerializationFactory(FinishedJobTest.class.getClassLoader()));
    }

    /** It was told when the job was stopped, and is in its status. */
    @Test
    void theSavepointIsThereThoughANodeWasLost() {
        JobResult result = result("savepoint-9-1", LOST);

        assertThat(result.savepoint()).contains(Path.of("savepoint-9-1"));
        assertThat(result.attempts()).isEqualTo(3);
        assertThat(result.runTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(result.missing()).isEqualTo(LOST);
    }

    @Test
    void whoAsksForWhatWasCountedHearsWhyItIsMissing() {
        JobResult result = result("savepoint-9-1", LOST);

        assertMissing(() -> result.accumulatorResult("sum"));
        assertMissing(result::accumulators);
        assertMissing(result::counters);
    }

    private static void assertMissing(Runnable question) {
        assertThatThrownBy(question::run)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        told -> assertThat(told.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining("job=sums savepoint=savepoint-9-1")
                .hasMessageContaining("A node was lost before it told: worker=w.")
                .hasMessageNotContaining("Mend");
    }

    @Test
    void aJobThatHasProcessedAllHasAResultThoughANodeWasLost() {
        JobResult result = result("", LOST);

        assertThat(result.savepoint()).isEmpty();
        assertThatThrownBy(result::counters).hasMessageContaining("A node was lost");
    }

    @Test
    void accumulatorsThatFailAreToMend() {
        assertThatThrownBy(() -> result("", UNFIT))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        told -> assertThat(told.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                .hasMessageContaining("job=sums cause=" + UNFIT + ". Mend the accumulators.");
    }

    @Test
    void theSavepointIsThereThoughTheyFail() {
        JobResult result = result("savepoint-9-1", UNFIT);

        assertThat(result.savepoint()).contains(Path.of("savepoint-9-1"));
        assertThatThrownBy(result::accumulators)
                .hasMessageContaining("own. Mend the accumulators.");
    }
}
