/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.sink.Committer.Outcome;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.testkit.FakeContext;
import io.sampo.operators.testkit.RecordingOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinkOperatorTest {
    private FakeSink sink = new FakeSink();
    private FakeContext context = FakeContext.of("out");
    private SinkOperator<String> operator = new SinkOperator<>(sink);

    private void open() throws Exception {
        operator.open(context, new RecordingOutput<>());
        sink.calls.clear();
    }

    private void write(String... records) throws Exception {
        for (String record : records) {
            operator.process(record, Long.MIN_VALUE);
        }
    }

    private void checkpoint(long id) throws Exception {
        operator.prepareSnapshot(id);
        operator.snapshotState(id);
    }

    private void restart() throws Exception {
        context = context.restored(context.snapshot());
        sink = new FakeSink();
        operator = new SinkOperator<>(sink);
        operator.open(context, new RecordingOutput<>());
    }

    @Test
    void rule58_commitsWhatWasPreparedOnceItsCheckpointIsComplete() throws Exception {
        open();
        write("a", "b");
        checkpoint(1);
        write("c");
        operator.checkpointCompleted(1);
        checkpoint(2);
        operator.checkpointCompleted(2);

        assertThat(sink.calls)
                .containsExactly(
                        "flush",
                        "prepare 1 [a, b]",
                        "commit a",
                        "commit b",
                        "flush",
                        "prepare 2 [c]",
                        "commit c");
        assertThat(context.metrics().counter("committed").value()).isEqualTo(3);
    }

    @Test
    void rule61_aCompletionCommitsWhatIsOlderToo() throws Exception {
        open();
        write("a");
        checkpoint(1);
        operator.checkpointAborted(1);
        write("b");
        checkpoint(2);
        write("c");
        checkpoint(3);
        sink.calls.clear();

        operator.checkpointCompleted(2);
        assertThat(sink.calls).containsExactly("commit a", "commit b");
        operator.checkpointCompleted(2);
        assertThat(sink.calls).containsExactly("commit a", "commit b");
        operator.checkpointCompleted(3);
        assertThat(sink.calls).containsExactly("commit a", "commit b", "commit c");
    }

    @Test
    void rule59_commitsRestoredOnesBeforeAnythingElse() throws Exception {
        open();
        write("a");
        checkpoint(1);
        write("b");
        checkpoint(2);

        restart();

        assertThat(sink.calls)
                .containsExactly(
                        "committer", "commit a", "commit b", "writer attempt=2 restored=true");
        sink.calls.clear();
        checkpoint(3);
        operator.checkpointCompleted(3);
        assertThat(sink.calls).as("nothing is left").containsExactly("flush", "prepare 3 []");
    }

    @Test
    void whatWasCommittedIsNotInTheNextCheckpoint() throws Exception {
        open();
        write("a");
        checkpoint(1);
        operator.checkpointCompleted(1);
        checkpoint(2);

        restart();

        assertThat(sink.calls).containsExactly("committer", "writer attempt=2 restored=true");
    }

    @Test
    void rule60_triesAgainWithGrowingPauses() throws Exception {
        open();
        write("a", "b");
        checkpoint(1);
        sink.calls.clear();
        Collections.addAll(sink.answers, Outcome.RETRY, Outcome.COMMITTED, Outcome.RETRY);

        operator.checkpointCompleted(1);

        assertThat(sink.calls).containsExactly("commit a", "commit b", "commit a", "commit a");
        assertThat(context.pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void rule60_givesUpAfterTenAttemptsAndKeepsTheCommittable() throws Exception {
        open();
        write("a", "b");
        checkpoint(1);
        sink.calls.clear();
        sink.answers.addAll(Collections.nCopies(20, Outcome.RETRY));

        assertThatThrownBy(() -> operator.checkpointCompleted(1))
                .isInstanceOf(StreamException.class)
                .hasMessage(
                        "Output could not be committed in 10 attempts: operator=out subtask=0"
                                + " checkpoint=1 committable=a uncommitted=2. It stays in the"
                                + " checkpoint and is tried again when the job restarts.")
                .extracting(failure -> ((StreamException) failure).code().retryable())
                .isEqualTo(true);
        assertThat(sink.calls).hasSize(20);
        assertThat(context.pauses).hasSize(9).endsWith(Duration.ofSeconds(5));
        restart();
        assertThat(sink.calls).contains("commit a", "commit b");
    }

    @Test
    void rule60_aRefusedCommitStopsTheJobAndNamesTheCommittable() throws Exception {
        open();
        write("a", "b", "c");
        checkpoint(4);
        sink.refused = "b";

        assertThatThrownBy(() -> operator.checkpointCompleted(4))
                .isInstanceOf(StreamException.class)
                .hasMessage(
                        "A commit was refused for good, and skipping it would lose output:"
                                + " operator=out subtask=0 checkpoint=4 committable=b"
                                + " cause=java.lang.IllegalStateException: unknown transaction."
                                + " Make the commit possible, or start from an older savepoint.")
                .hasCauseInstanceOf(IllegalStateException.class)
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.COMMIT_REFUSED);
    }

    @Test
    void aRefusedCommitOfAJobWithoutCheckpointsNamesNoSavepoint() throws Exception {
        context.checkpointingEnabled = false;
        open();
        write("a");
        operator.finish();
        checkpoint(1);
        sink.refused = "a";

        assertThatThrownBy(() -> operator.checkpointCompleted(1))
                .hasMessageEndingWith(
                        " Make the commit possible and run the job again; it keeps no checkpoints,"
                                + " and starts over.");
    }

    @Test
    void rule59_theEndOfInputFlushesAndTheFinalCheckpointCommits() throws Exception {
        context.checkpointingEnabled = false;
        open();
        write("a");
        operator.finish();
        checkpoint(1);
        operator.checkpointCompleted(1);

        assertThat(sink.calls).containsExactly("flush end", "prepare 1 [a]", "commit a");
    }

    @Test
    void saysWhatFailedOutside() throws Exception {
        open();
        sink.broken = true;

        assertThatThrownBy(() -> write("a"))
                .hasMessage(
                        "A sink failed: operator=out subtask=0 phase=write"
                                + " cause=java.io.IOException: disk full")
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.EXTERNAL_IO);
        assertThatThrownBy(() -> operator.prepareSnapshot(3))
                .hasMessageContaining("phase=before checkpoint 3 cause=");
        assertThatThrownBy(() -> operator.finish()).hasMessageContaining("phase=end of input");
    }

    @Test
    void closesWriterAndCommitter() throws Exception {
        open();

        operator.close();

        assertThat(sink.calls).containsExactly("close writer", "close committer");
    }

    @Test
    void closesWithoutHavingBeenOpened() throws Exception {
        operator.close();

        assertThat(sink.calls).isEmpty();
    }

    @Test
    void aPlainSinkIsFlushedBeforeEachBarrier() throws Exception {
        List<String> calls = new ArrayList<>();
        SinkOperator<String> plain =
                new SinkOperator<>(
                        unused ->
                                new SinkWriter<>() {
                                    @Override
                                    public void write(String record, long timestamp) {
                                        calls.add(record + "@" + timestamp);
                                    }

                                    @Override
                                    public void flush(boolean endOfInput) {
                                        calls.add("flush " + endOfInput);
                                    }
                                });
        plain.open(context, new RecordingOutput<>());

        plain.process("a", 5);
        plain.prepareSnapshot(1);
        plain.snapshotState(1);
        plain.checkpointCompleted(1);
        plain.finish();
        plain.close();

        assertThat(calls).containsExactly("a@5", "flush false", "flush true");
        assertThat(context.snapshot().lists()).isEmpty();
    }
}
