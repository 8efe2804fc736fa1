/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.checkpointing.inspect.CheckpointSummary;
import io.sampo.checkpointing.inspect.CheckpointSummary.KeyedPart;
import io.sampo.checkpointing.inspect.CheckpointSummary.KeyedState;
import io.sampo.checkpointing.inspect.CheckpointSummary.StateList;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** Prints what is in a checkpoint, for people. */
final class SummaryText {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};
    private static final String INDENT = "  ";

    private final PrintWriter out;
    private final boolean schemas;

    SummaryText(PrintWriter out, boolean schemas) {
        this.out = out;
        this.schemas = schemas;
    }

    void print(CheckpointSummary summary) {
        line(
                "%s %d of job '%s', attempt %d, taken at %s",
                lower(summary.kind()),
                summary.checkpointId(),
                summary.jobName(),
                summary.attempt(),
                Instant.ofEpochMilli(summary.triggerMillis()));
        line("%s%s", INDENT, summary.directory());
        line(
                "%s%d operators, %s of state%s",
                INDENT,
                summary.operators().size(),
                bytes(summary.bytes()),
                summary.afterEndOfInput() ? ", all input was read" : "");
        for (CheckpointSummary.Operator operator : summary.operators()) {
            print(operator);
        }
    }

    private void print(CheckpointSummary.Operator operator) {
        line("");
        line(
                "operator '%s': parallelism %d, max parallelism %d, %s%s",
                operator.name(),
                operator.parallelism(),
                operator.maxParallelism(),
                operator.bytes() == 0 ? "no state" : bytes(operator.bytes()),
                operator.finishedSubtasks() == 0
                        ? ""
                        : ", " + operator.finishedSubtasks() + " subtasks finished");
        if (!operator.keyType().isEmpty()) {
            line("%skeys %s", INDENT, operator.keyType());
        }
        for (KeyedPart part : operator.keyed()) {
            line(
                    "%ssubtask %d: %s, key groups %d to %d, %d files, %s",
                    INDENT,
                    part.subtask(),
                    part.backend(),
                    part.keyGroups().first(),
                    part.keyGroups().last(),
                    part.files(),
                    bytes(part.bytes()));
        }
        operator.states().forEach(this::print);
        operator.lists().forEach(this::print);
        operator.enumeratorBytes()
                .ifPresent(size -> line("%ssplit enumerator: %s", INDENT, bytes(size)));
    }

    private void print(KeyedState state) {
        String types =
                state.userKeyType().isEmpty()
                        ? state.type()
                        : state.userKeyType() + " to " + state.type();
        line(
                "%s%s '%s'%s%s%s",
                INDENT,
                state.kind(),
                state.name(),
                types.isEmpty() ? "" : " of " + types,
                state.namespaces().equals("none") ? "" : ", by " + state.namespaces(),
                sizeOf(state));
        if (schemas) {
            state.schema().forEach(type -> line("%s%s%s", INDENT, INDENT, type));
        }
    }

    private static String sizeOf(KeyedState state) {
        if (state.rows().isEmpty() || state.bytes().isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                ": %,d rows, %s",
                state.rows().getAsLong(),
                bytes(state.bytes().getAsLong()));
    }

    private void print(StateList list) {
        line(
                "%s%s: %,d elements, %s, dealt out by %s",
                INDENT,
                nameOf(list),
                list.elements(),
                bytes(list.bytes()),
                lower(list.distribution()));
    }

    /** The lists of the engine in words. */
    private static String nameOf(StateList list) {
        String broadcast = "broadcast/";
        return switch (list.name()) {
            case "splits" -> "splits of the source";
            case "committables" -> "committables of the sink";
            default ->
                    list.name().startsWith(broadcast)
                            ? "broadcast state '" + list.name().substring(broadcast.length()) + "'"
                            : "list '" + list.name() + "'";
        };
    }

    private static String bytes(long count) {
        if (count < 1024) {
            return count + " B";
        }
        double size = count;
        int unit = -1;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
