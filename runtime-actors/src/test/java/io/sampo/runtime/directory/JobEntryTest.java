/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.Watermark;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.master.ClusterWorkers;
import io.sampo.runtime.master.JobObserver;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.worker.Placement;
import io.sampo.runtime.worker.SubtaskReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** What is shown of a job's records, whichever attempt has read them. */
class JobEntryTest {
    private static final NodeAddress HERE = new NodeAddress("here", 1);

    private static final Placement PLACEMENT =
            new Placement(
                    Map.of(
                            new SubtaskId(new OperatorId("numbers"), 0),
                            new NodeAddress("there", 1)));

    private final ManualClock clock = new ManualClock(1_000);
    private final MetricRegistry metrics = new MetricRegistry(clock);
    private final TestInbox<JobDirectory.Command> inbox = TestInbox.create();
    private final JobSubmission submission =
            new JobSubmission(
                    HandMadeJobs.counting("sums", 10, 2, 2, HandMadeJobs.settings("")),
                    List.of(),
                    5);
    private JobEntry entry = submitted();
    private long masters;

    private JobEntry submitted() {
        return new JobEntry(StoredJob.fresh(submission), clock, metrics, inbox.getRef());
    }

    private JobObserver newMaster() {
        masters++;
        return entry.newObserver(
                masters, new ClusterWorkers("run", List.of(), List::of, placement -> {}));
    }

    /** Has the entry take what its observer told. */
    private RecordsRead read() {
        for (JobDirectory.Command told : inbox.getAllReceived()) {
            entry.apply(((JobDirectory.Changed) told).change());
        }
        return entry.summary().recordsRead();
    }

    private void begin(JobObserver master, int attempt) {
        master.statusChanged(JobStatus.STARTING, attempt);
        master.running(submission.job(), Optional.of(Duration.ofMillis(7)));
    }

    /** Reads as many records as are given, on each subtask. */
    private static void report(JobObserver master, long... read) {
        OperatorId numbers = new OperatorId("numbers");
        OperatorId sink = new OperatorId("sink");
        master.progressed(
                List.of(
                        new SubtaskReport(
                                new SubtaskId(numbers, 0), read[0], 0, 0, 0, Watermark.MIN),
                        new SubtaskReport(
                                new SubtaskId(numbers, 1), read[1], 0, 0, 0, Watermark.MIN),
                        new SubtaskReport(new SubtaskId(sink, 0), 77, 0, 0, 0, Watermark.MIN)));
    }

    @Test
    void countsTheRecordsOfSources() {
        JobObserver master = newMaster();
        begin(master, 1);
        report(master, 3, 4);

        assertThat(read()).isEqualTo(new RecordsRead(1, 0, 7));
    }

    @Test
    void countsThoseOfAllAttempts() {
        JobObserver master = newMaster();
        begin(master, 1);
        report(master, 3, 4);
        report(master, 10, 10);
        master.statusChanged(JobStatus.RESTARTING, 1);
        begin(master, 2);
        assertThat(read().total()).as("nothing is read yet").isEqualTo(20);

        report(master, 0, 2);
        master.statusChanged(JobStatus.FINISHED, 2);

        assertThat(read()).isEqualTo(new RecordsRead(1, 20, 2));
        assertThat(read().isComplete()).isTrue();
        assertThat(read().toText()).isEqualTo("22");
    }

    /** Sources begin before all subtasks are open. */
    @Test
    void countsWhatIsReadBeforeAllSubtasksRun() {
        JobObserver master = newMaster();
        begin(master, 1);
        report(master, 3, 4);
        master.statusChanged(JobStatus.STARTING, 2);
        report(master, 1, 0);

        assertThat(read()).isEqualTo(new RecordsRead(1, 7, 1));
    }

    /** Without durable checkpoints its attempts begin with 1 again. */
    @Test
    void countsThoseOfTheNextMaster() {
        JobObserver first = newMaster();
        begin(first, 1);
        report(first, 3, 4);
        read();
        JobObserver next = newMaster();
        begin(next, 1);
        report(next, 1, 1);

        assertThat(read()).isEqualTo(new RecordsRead(1, 7, 2));
    }

    @Test
    void doesNotKnowWhatWasReadUnderAnotherDirectory() {
        JobObserver master = newMaster();
        begin(master, 2);
        assertThat(read().toText()).isEqualTo("unknown");

        report(master, 600, 634);

        assertThat(read()).isEqualTo(new RecordsRead(2, 0, 1_234));
        assertThat(read().toText()).isEqualTo("1,234+");
    }

    @Test
    void theCountIsStoredWithTheEnd() {
        JobObserver master = newMaster();
        begin(master, 1);
        report(master, 3, 4);
        read();
        entry.end(new JobChange.End(JobStatus.FINISHED, "", ""));

        entry = new JobEntry(entry.stored(), clock, metrics, inbox.getRef());

        assertThat(entry.summary().recordsRead()).isEqualTo(new RecordsRead(1, 0, 7));
    }

    /** Else it would look as if it had never run, as long as there are too few slots. */
    @Test
    void aJobThatGoesOnUnderAnotherDirectoryHasWhatItsRecordTells() {
        JobObserver master = newMaster();
        master.goesOn(3, 105, 77);
        master.statusChanged(JobStatus.STARTING, 0);

        assertThat(read().toText()).isEqualTo("unknown");
        JobSummary waiting = entry.summary();
        assertThat(waiting.attempt()).isEqualTo(3);
        assertThat(waiting.checkpointId()).isEqualTo(105);
        assertThat(waiting.checkpointMillis()).isEqualTo(77);
        assertThat(entry.details(HERE).failures())
                .singleElement()
                .satisfies(
                        failure -> {
                            assertThat(failure.attempt()).isEqualTo(3);
                            assertThat(failure.millis()).isEqualTo(1_000);
                            assertThat(failure.cause()).contains("master is gone");
                        });

        begin(master, 4);
        report(master, 600, 634);

        assertThat(read().toText()).isEqualTo("1,234+");
        assertThat(entry.summary().attempt()).isEqualTo(4);
    }

    /** Those that are kept of a run that has finished are none of its own. */
    @Test
    void aJobWithoutCheckpointBeginsAnewUnderAnotherDirectory() {
        newMaster().goesOn(1, 0, 0);
        read();

        assertThat(entry.details(HERE).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).contains("begins again"));
    }

    /** Else a node that is lost would be shown to run what waits for another one. */
    @Test
    void nothingRunsBetweenTwoAttempts() {
        JobObserver master = newMaster();
        begin(master, 1);
        read();
        entry.apply(new JobChange.Placed(PLACEMENT));
        assertThat(entry.details(HERE).nodes()).hasSize(1);
        assertThat(entry.details(HERE).operators()).isNotEmpty();

        master.statusChanged(JobStatus.RESTARTING, 1);
        read();

        assertThat(entry.details(HERE).nodes()).isEmpty();
        assertThat(entry.details(HERE).operators()).isEmpty();

        begin(master, 2);
        read();
        entry.apply(new JobChange.Placed(PLACEMENT));
        entry.suspend();

        assertThat(entry.details(HERE).nodes()).isEmpty();
    }

    /** A node that is of the minority for a while lets go of its masters. */
    @Test
    void theNextMasterOfTheSameDirectoryKeepsWhatIsKnown() {
        JobObserver first = newMaster();
        begin(first, 1);
        first.checkpointCompleted(7, 70);
        report(first, 3, 4);
        read();
        JobObserver next = newMaster();
        next.goesOn(1, 7, 69);
        next.statusChanged(JobStatus.STARTING, 0);

        assertThat(read()).isEqualTo(new RecordsRead(1, 7, 0));
        assertThat(entry.summary().attempt()).isEqualTo(1);
        assertThat(entry.summary().checkpointMillis()).isEqualTo(70);
        assertThat(entry.details(HERE).failures()).hasSize(1);
    }

    @Test
    void whatItStoppedWithIsStoredWithTheEnd() {
        newMaster().finished(Optional.of(Path.of("savepoint-9-1")));
        JobDirectory.Changed told = (JobDirectory.Changed) inbox.receiveMessage();
        entry.end((JobChange.End) told.change());

        assertThat(entry.stored().summary().savepoint()).isEqualTo("savepoint-9-1");
    }

    /** Who asks twice, or after somebody else, wants that one. */
    @Test
    void aStopThatComesLateIsToldWhatItStoppedWith() {
        newMaster();
        entry.end(new JobChange.End(JobStatus.FINISHED, "", "savepoint-9-1"));

        assertThat(refusedSavepoint())
                .hasMessageContaining("status=FINISHED")
                .hasMessageContaining("savepoint=savepoint-9-1");
    }

    @Test
    void ofAJobThatEndedWithoutASavepointNoneIsTold() {
        newMaster();
        entry.end(JobChange.End.CANCELLED);

        assertThat(refusedSavepoint()).hasMessageEndingWith("status=CANCELLED");
    }

    private Throwable refusedSavepoint() {
        TestInbox<JobDirectory.Answer> answers = TestInbox.create();
        entry.takeSavepoint(CheckpointBarrier.Kind.STOP, answers.getRef());
        return ((JobDirectory.Refused) answers.receiveMessage()).reason();
    }

    @Test
    void showsWhereSubtasksRun() {
        NodeAddress other = new NodeAddress("other", 2);
        OperatorId chain = new OperatorId("numbers");
        newMaster();
        entry.apply(
                new JobChange.Placed(
                        new Placement(
                                Map.of(
                                        new SubtaskId(chain, 10), HERE,
                                        new SubtaskId(chain, 0), other,
                                        new SubtaskId(chain, 2), HERE))));

        JobDetails details = entry.details(HERE);

        assertThat(details.master()).isEqualTo("here:1");
        assertThat(details.nodes())
                .containsExactly(
                        new JobDetails.Share("here:1", List.of("numbers[2]", "numbers[10]")),
                        new JobDetails.Share("other:2", List.of("numbers[0]")));
        entry.end(JobChange.End.CANCELLED);
        assertThat(entry.details(HERE).nodes()).isEmpty();
        assertThat(entry.details(HERE).master()).isEmpty();
    }

    @Test
    void theLowestEventTimeOfAllSourcesIsThatOfTheJob() {
        JobObserver master = newMaster();
        begin(master, 1);
        OperatorId numbers = new OperatorId("numbers");
        SubtaskReport slow = new SubtaskReport(new SubtaskId(numbers, 0), 1, 0, 0, 0, 500);
        master.progressed(List.of(slow));
        read();
        assertThat(entry.summary().watermark()).as("one has none yet").isEqualTo(Watermark.MIN);

        master.progressed(
                List.of(
                        slow,
                        new SubtaskReport(new SubtaskId(numbers, 1), 1, 0, 0, 0, 600),
                        new SubtaskReport(
                                new SubtaskId(new OperatorId("sink"), 0), 1, 0, 0, 0, 400)));
        read();

        assertThat(entry.summary().watermark()).isEqualTo(500);
    }

    @Test
    void nothingIsReadBeforeTheFirstAttempt() {
        assertThat(read().toText()).isEqualTo("0");
    }
}
