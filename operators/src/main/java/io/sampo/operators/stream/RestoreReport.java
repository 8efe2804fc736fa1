/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What would become of the state of a checkpoint or savepoint if a job were started from it. Its
 * text, {@link #toString()}, is for people to read:
 *
 * <pre>
 * job 'orders' from savepoint-8-1 of job 'orders': cannot start
 *   numbers  MATCHED   parallelism 2
 *   count    RESCALED  parallelism 2 to 4, was 'counts'
 *     value 'total' of shop.Total
 *       class=shop.Total field=note is new: type=java.lang.String
 *   late     DROPPED   parallelism 2
 *   problem: Operator 'late' has state in the checkpoint, but ...
 * </pre>
 *
 * @param jobName of the job
 * @param from the directory of the checkpoint
 * @param storedJobName of the job that took the checkpoint
 * @param operators those of the job in its order, then those of the checkpoint that nothing takes
 * @param problems why the job would be refused, each with the way out
 */
public record RestoreReport(
        String jobName,
        Path from,
        String storedJobName,
        List<Operator> operators,
        List<String> problems) {
    /** Copies the lists. */
    public RestoreReport {
        operators = List.copyOf(operators);
        problems = List.copyOf(problems);
    }

    /** What becomes of an operator's state. */
    public enum Outcome {
        /** Each subtask gets what the one of its index had. */
        MATCHED,
        /** The state is dealt out to another number of subtasks. */
        RESCALED,
        /** There is no state for it: it is new, or had none. */
        NEW,
        /** No operator of the job takes its state, which is lost if that is allowed. */
        DROPPED,
        /** Its state cannot be taken; one of the problems says why. */
        REFUSED
    }

    /**
     * One operator.
     *
     * @param name in the program; in the checkpoint if it is dropped
     * @param storedName in the checkpoint: another one if it was renamed, and {@code name} if there
     *     is none
     * @param outcome what becomes of its state
     * @param storedParallelism in the checkpoint; 0 if it is not there
     * @param parallelism in the job; 0 if it is not there
     * @param states its keyed states and timers in the checkpoint
     */
    public record Operator(
            String name,
            String storedName,
            Outcome outcome,
            int storedParallelism,
            int parallelism,
            List<State> states) {
        /** Copies the list. */
        public Operator {
            states = List.copyOf(states);
        }
    }

    /**
     * One keyed state, or timers.
     *
     * @param kind {@code value}, {@code list}, {@code map} or {@code timers}
     * @param name as in its descriptor
     * @param type of its values as it was stored; empty for timers
     * @param changes how classes that it holds differ from what they were, fitting changes too
     */
    public record State(String kind, String name, String type, List<String> changes) {
        /** Copies the list. */
        public State {
            changes = List.copyOf(changes);
        }
    }

    /** Returns whether the job can start. */
    public boolean canStart() {
        return problems.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("job '").append(jobName).append("' from ").append(from.getFileName());
        text.append(" of job '").append(storedJobName).append("': ");
        text.append(canStart() ? "can start" : "cannot start").append('\n');
        int width = operators.stream().mapToInt(each -> each.name().length()).max().orElse(1);
        for (Operator operator : operators) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-" + width + "s  %-8s  %s\n",
                            operator.name(),
                            operator.outcome(),
                            detailsOf(operator)));
            for (State state : operator.states()) {
                text.append("    ").append(state.kind()).append(" '").append(state.name());
                text.append(state.type().isEmpty() ? "'" : "' of " + state.type()).append('\n');
                for (String change : state.changes()) {
                    text.append("      ").append(change).append('\n');
                }
            }
        }
        for (String problem : problems) {
            text.append("  problem: ").append(problem).append('\n');
        }
        return text.toString();
    }

    private static String detailsOf(Operator operator) {
        String parallelism =
                operator.outcome() == Outcome.RESCALED
                        ? operator.storedParallelism() + " to " + operator.parallelism()
                        : String.valueOf(
                                Math.max(operator.parallelism(), operator.storedParallelism()));
        String renamed =
                operator.name().equals(operator.storedName())
                        ? ""
                        : ", was '" + operator.storedName() + "'";
        return "parallelism " + parallelism + renamed;
    }
}
