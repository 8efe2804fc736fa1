/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.checkpointing.barrier.AlignedBarriers;
import io.sampo.checkpointing.barrier.AtLeastOnceBarriers;
import io.sampo.checkpointing.barrier.BarrierHandler;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.OperatorChain;
import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.runtime.node.JobCode;
import io.sampo.runtime.node.SubtaskPool;
import io.sampo.runtime.sort.RecordSorter;
import io.sampo.runtime.subtask.SubtaskDeployment.IncomingChannel;
import io.sampo.runtime.subtask.SubtaskSnapshots.OperatorStates;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.ForgettingBackend;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.OperatorStateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subtask in one attempt: restores its state, opens its chain, and works in turns. All methods
 * but {@link #cancel} are called by one thread at a time.
 */
public final class Subtask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subtask.class);

    /** Numbers the directories of sorted files in this process. */
    private static final AtomicLong SORTS = new AtomicLong();

    private final SubtaskShell shell;
    private final SubtaskDeployment deployment;
    private final Consumer<SubtaskEvent> events;

    private volatile boolean closing;
    private @Nullable OperatorChain chain;
    private @Nullable SubtaskSnapshots snapshots;
    private @Nullable SubtaskCheckpoints checkpoints;
    private @Nullable SortedInput sorted;
    private @Nullable SubtaskTurn turn;

    /** Creates a subtask; nothing happens before {@link #open}. */
    public Subtask(
            SubtaskShell shell, SubtaskDeployment deployment, Consumer<SubtaskEvent> events) {
        this.shell = shell;
        this.deployment = deployment;
        this.events = events;
    }

    /** Restores the state and opens the operators; blocks meanwhile. */
    void open() throws Exception {
        shell.onSplitRequest(
                () -> events.accept(new SubtaskEvent.SplitRequested(shell.id(), shell.attempt())));
        shell.onWatermarkReport(
                timestamp ->
                        events.accept(
                                new SubtaskEvent.WatermarkReported(
                                        shell.id(), shell.attempt(), timestamp)));
        List<OperatorStates> states = new ArrayList<>();
        snapshots = new SubtaskSnapshots(shell, shell.services().snapshotStores(), states);
        List<OperatorScope> scopes = new ArrayList<>();
        for (ChainedOperator operator : shell.vertex().operators()) {
            scopes.add(restore(operator, states));
        }
        SubtaskOutputs outputs = new SubtaskOutputs(shell, deployment.outgoing());
        OperatorChain built =
                OperatorChain.create(
                        shell.vertex(),
                        shell.services().serialization().classLoader(),
                        scopes::get,
                        outputs::of);
        chain = built;
        BarrierHandler barriers = barriers(Math.max(1, deployment.incoming().size()));
        SubtaskInput input = new SubtaskInput(deployment.incoming(), barriers);
        sorted = sortedInput(built, states.get(0).keyedState());
        SubtaskCheckpoints taking =
                new SubtaskCheckpoints(shell, built, outputs, snapshots, input, events);
        checkpoints = taking;
        built.open();
        turn =
                new SubtaskTurn(
                        shell,
                        new SubtaskParts(
                                built,
                                outputs,
                                input,
                                states.get(0).keyedState(),
                                sorted,
                                deployment.finished()),
                        taking);
        events.accept(new SubtaskEvent.Opened(shell.id(), shell.attempt()));
    }

    @SuppressWarnings("unchecked") // of the backend for this mode
    private @Nullable SortedInput sortedInput(
            OperatorChain head, @Nullable KeyedStateBackend<Object> state) {
        if (!sorts()) {
            return null;
        }
        Path directory =
                shell.services().workDirectory().resolve("sort-" + SORTS.incrementAndGet());
        return new SortedInput(
                shell,
                head,
                (ForgettingBackend<Object>) state,
                new RecordSorter(
                        shell.services().localFiles(),
                        directory,
                        deployment.sortMemory(),
                        Subtask::blocking));
    }

    private boolean sorts() {
        return deployment.incoming().stream().anyMatch(IncomingChannel::sorted);
    }

    private static void blocking(Runnable call) {
        try {
            SubtaskPool.blocking(
                    () -> {
                        call.run();
                        return Boolean.TRUE;
                    });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A Runnable threw a checked exception", e);
        }
    }

    private BarrierHandler barriers(int channels) {
        return switch (shell.services().guarantee()) {
            case EXACTLY_ONCE -> new AlignedBarriers(channels);
            case AT_LEAST_ONCE -> new AtLeastOnceBarriers(channels);
        };
    }

    private OperatorScope restore(ChainedOperator operator, List<OperatorStates> states) {
        OperatorSnapshot restored = deployment.restored().get(operator.id());
        OperatorSnapshot snapshot = restored == null ? OperatorSnapshot.EMPTY : restored;
        OperatorStateBackend lists =
                new OperatorStateBackend(
                        operator.id(),
                        shell.id().index(),
                        shell.serialization(),
                        snapshot.operator());
        KeyedStateBackend<Object> keyed = operator.keyed() ? openKeyed(operator, snapshot) : null;
        states.add(new OperatorStates(operator.id(), lists, keyed));
        return new OperatorScope(operator, shell, lists, keyed, restored != null);
    }

    private KeyedStateBackend<Object> openKeyed(
            ChainedOperator operator, OperatorSnapshot snapshot) {
        JobVertex vertex = shell.vertex();
        int index = shell.id().index();
        SubtaskServices services = shell.services();
        BackendContext context =
                new BackendContext(
                        operator.id(),
                        index,
                        shell.attempt(),
                        vertex.maxParallelism(),
                        KeyGroups.rangeOf(index, vertex.parallelism(), vertex.maxParallelism()),
                        services.serialization(),
                        services.snapshotFiles(),
                        services.workDirectory(),
                        services.ioExecutor(),
                        services.clock());
        if (sorts()) {
            return new HeapStateBackend().open(context, List.of());
        }
        long begun = services.clock().nanoTime();
        KeyedStateBackend<Object> backend = services.stateBackend().open(context, snapshot.keyed());
        if (!snapshot.keyed().isEmpty()) {
            LOG.info(
                    "State restored: job={} operator={} subtask={} handles={} bytes={} ms={}",
                    services.jobName(),
                    operator.id(),
                    index,
                    snapshot.keyed().size(),
                    bytes(snapshot.keyed()),
                    TimeUnit.NANOSECONDS.toMillis(services.clock().nanoTime() - begun));
        }
        return backend;
    }

    private static long bytes(List<KeyedStateHandle> handles) {
        return handles.stream()
                .flatMap(handle -> handle.files().values().stream())
                .mapToLong(StateFile::length)
                .sum();
    }

    /** Lets a source begin. */
    void start() {
        work().start();
        shell.wakeUp();
    }

    /** Sets what asks for a call of {@link #turn()}; called from any thread. */
    void connect(Runnable askForTurn) {
        shell.bell().connect(askForTurn);
    }

    /** Does one step, and asks for another turn if there is more to do, now or later. */
    void turn() throws Exception {
        boolean again = work().run();
        if (!again) {
            shell.bell().sleep();
            again = work().hasWork() && shell.bell().wake();
        }
        if (again) {
            shell.bell().askForTurn();
        }
    }

    void trigger(CheckpointBarrier barrier) throws Exception {
        work().trigger(barrier);
    }

    void checkpointCompleted(long checkpointId, boolean commit) throws Exception {
        taking().completed(checkpointId, commit);
    }

    /**
     * The checkpoint will not complete: channels that waited for it, or a source that it stopped,
     * go on.
     */
    void checkpointAborted(long checkpointId) {
        taking().aborted(checkpointId);
        work().resumeSource();
    }

    void addSplits(List<byte[]> splits) {
        try {
            source().addSplits(splits);
        } catch (StreamException e) {
            throw e;
        } catch (Exception e) {
            throw new StreamException(
                    ErrorCode.USER_FUNCTION,
                    "A source failed when it was given splits: subtask="
                            + shell.id()
                            + " cause="
                            + e,
                    e);
        }
        shell.wakeUp();
    }

    void noMoreSplits() {
        source().noMoreSplits();
        shell.wakeUp();
    }

    void capWatermark(long timestamp) {
        source().capWatermark(timestamp);
    }

    void limitWatermark(long timestamp) {
        source().limitWatermark(timestamp);
    }

    /**
     * Makes the subtask give up what it is in the middle of, and begin nothing more but to close:
     * ends a wait for credit with an exception, and interrupts the user's code. Called from any
     * thread.
     */
    public void cancel() {
        // First what the actor asks when an exception comes out of a wait that has ended.
        if (!closing) {
            shell.code().cancel();
        }
        shell.cancelWaits();
    }

    /** Interrupts the user's code once more, even if it is being closed. Called from any thread. */
    public void interrupt() {
        shell.code().interrupt();
    }

    /** From now on {@link #cancel} lets the subtask be: it closes already. */
    void closing() {
        closing = true;
        Thread.interrupted();
    }

    /** Returns where the subtask's thread enters the job's code. */
    JobCode code() {
        return shell.code();
    }

    private SourceDriver<?> source() {
        SourceDriver<?> source = chain == null ? null : chain.source();
        if (source == null) {
            throw new IllegalStateException("Not a source: subtask=" + shell.id());
        }
        return source;
    }

    private SubtaskTurn work() {
        if (turn == null) {
            throw new IllegalStateException("Not open: subtask=" + shell.id());
        }
        return turn;
    }

    private SubtaskCheckpoints taking() {
        if (checkpoints == null) {
            throw new IllegalStateException("Not open: subtask=" + shell.id());
        }
        return checkpoints;
    }

    @Override
    public void close() throws Exception {
        shell.silence();
        try {
            if (chain != null) {
                chain.close();
            }
        } finally {
            closeState();
        }
    }

    private void closeState() {
        try {
            if (sorted != null) {
                sorted.close();
            }
        } finally {
            if (snapshots != null) {
                snapshots.close();
            }
        }
    }
}
