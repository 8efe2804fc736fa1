/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.inspect;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.OperatorStateHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is in a checkpoint or savepoint. Immutable, a copy: nothing of it leads back to the files.
 *
 * @param directory where it is
 * @param jobName of the job that took it
 * @param checkpointId its id, strictly increasing within a job
 * @param attempt of the job that took it
 * @param kind what it was taken for
 * @param triggerMillis when it was started, wall-clock milliseconds
 * @param afterEndOfInput whether all input had ended before
 * @param operators in the order of the job
 */
public record CheckpointSummary(
        Path directory,
        String jobName,
        long checkpointId,
        int attempt,
        CheckpointBarrier.Kind kind,
        long triggerMillis,
        boolean afterEndOfInput,
        List<Operator> operators) {
    /** Copies the list. */
    public CheckpointSummary {
        operators = List.copyOf(operators);
    }

    /**
     * Returns how many bytes of state there are: in files, and of lists in the metadata. A file of
     * a checkpoint that others refer to as well counts whole.
     */
    public long bytes() {
        return operators.stream().mapToLong(Operator::bytes).sum();
    }

    /**
     * One operator.
     *
     * @param name its identity
     * @param parallelism the number of its subtasks
     * @param maxParallelism the number of its key groups
     * @param finishedSubtasks how many of them had read all their input
     * @param keyed the parts of its keyed state, in the order of the subtasks
     * @param keyType class of its keys, with the components if it is a record; empty if it had none
     * @param states its keyed states and timers, of all parts together
     * @param lists its operator state, of all subtasks together
     * @param enumeratorBytes size of what the split enumerator stored, if it is a source
     */
    public record Operator(
            String name,
            int parallelism,
            int maxParallelism,
            int finishedSubtasks,
            List<KeyedPart> keyed,
            String keyType,
            List<KeyedState> states,
            List<StateList> lists,
            OptionalLong enumeratorBytes) {
        /** Copies the lists. */
        public Operator {
            keyed = List.copyOf(keyed);
            states = List.copyOf(states);
            lists = List.copyOf(lists);
        }

        /** Returns how many bytes of state it has. */
        public long bytes() {
            return keyed.stream().mapToLong(KeyedPart::bytes).sum()
                    + lists.stream().mapToLong(StateList::bytes).sum()
                    + enumeratorBytes.orElse(0);
        }
    }

    /**
     * Keyed state of one subtask.
     *
     * @param subtask its index
     * @param backend the state backend that wrote it, and that alone can restore it
     * @param keyGroups which it holds
     * @param files how many files it is in
     * @param bytes of the files
     */
    public record KeyedPart(
            int subtask, String backend, KeyGroupRange keyGroups, int files, long bytes) {}

    /**
     * One keyed state, or the timers of one name.
     *
     * @param kind {@code value}, {@code list}, {@code map} or {@code timers}; reductions and
     *     aggregates are values
     * @param name as in its descriptor
     * @param namespaces {@code none} for ordinary state, else the type of windows
     * @param type of the values or elements as it was declared, {@code java.lang.Object} if it was
     *     not; empty for timers
     * @param userKeyType class of the keys of maps; empty for other kinds
     * @param schema the classes that the type declares, one a line, each with its fields, constants
     *     or subclasses
     * @param rows how many, if the files tell (those of the heap backend do): one for each key and
     *     window, or more for a large list or map
     * @param bytes of the rows, if the files tell
     */
    public record KeyedState(
            String kind,
            String name,
            String namespaces,
            String type,
            String userKeyType,
            List<String> schema,
            OptionalLong rows,
            OptionalLong bytes) {}

    /**
     * One list of operator state.
     *
     * @param name {@code splits} of sources, {@code committables} of sinks, {@code broadcast/}
     *     before the name of broadcast state, or the name of a list
     * @param distribution how its elements are dealt out on restore
     * @param elements how many
     * @param bytes of the elements
     */
    public record StateList(
            String name, OperatorStateHandle.Distribution distribution, int elements, long bytes) {}
}
