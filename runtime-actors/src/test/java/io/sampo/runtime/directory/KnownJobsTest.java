/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.testkit.HandMadeJobs;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class KnownJobsTest {
    private final ManualClock clock = new ManualClock(1_000);
    private final MetricRegistry metrics = new MetricRegistry(clock);
    private final TestInbox<JobDirectory.Command> directory = TestInbox.create();
    private final KnownJobs jobs = new KnownJobs();

    private JobEntry add(String name, String... jars) {
        JobSubmission submission =
                new JobSubmission(
                        HandMadeJobs.counting(name, 10, 2, 2, HandMadeJobs.settings("")),
                        List.of(jars),
                        5);
        JobEntry entry =
                new JobEntry(StoredJob.fresh(submission), clock, metrics, directory.getRef());
        jobs.put(entry);
        return entry;
    }

    @Test
    void aNameIsFreeOnceItsJobHasEnded() {
        JobEntry entry = add("sums");
        jobs.checkFree("counts");
        assertThatThrownBy(() -> jobs.checkFree("sums"))
                .hasMessageContaining("runs already: job=sums status=STARTING");

        entry.end(new JobChange.End(JobStatus.FINISHED, "", ""));

        jobs.checkFree("sums");
    }

    @Test
    void aNameThatIsNotKnownIsToldWithThoseThatAre() {
        JobEntry entry = add("sums");
        add("counts");

        assertThat(jobs.find("sums")).isSameAs(entry);
        assertThatThrownBy(() -> jobs.find("some"))
                .hasMessageContaining("job=some known=[counts, sums]");
    }

    @Test
    void jobsAreForgottenWithTheJarsThatNoOtherJobHas() {
        JobEntry early = add("early", "a", "b");
        JobEntry late = add("late", "b", "c");
        add("runs", "c", "d");
        early.end(new JobChange.End(JobStatus.FINISHED, "", ""));
        clock.advance(Duration.ofMillis(10));
        late.end(JobChange.End.CANCELLED);

        assertThat(jobs.forget(999).jobs()).isEmpty();
        KnownJobs.Forgotten first = jobs.forget(1_000);
        assertThat(first.jobs()).containsExactly("early");
        assertThat(first.jars()).as("late has b, too").containsExactly("a");
        KnownJobs.Forgotten second = jobs.forget(1_010);
        assertThat(second.jobs()).containsExactly("late");
        assertThat(second.jars()).containsExactly("b");
        assertThat(jobs.all()).extracting(job -> job.summary().name()).containsExactly("runs");
    }

    @Test
    void jarsOfAJobThatWasReplacedAreForgottenOnce() {
        add("sums", "a", "b").end(new JobChange.End(JobStatus.FAILED, "broken", ""));
        add("sums", "b", "c");

        KnownJobs.Forgotten forgotten = jobs.forget(0);

        assertThat(forgotten.jobs()).isEmpty();
        assertThat(forgotten.jars()).containsExactly("a");
        assertThat(jobs.forget(0).jars()).isEmpty();
    }
}
