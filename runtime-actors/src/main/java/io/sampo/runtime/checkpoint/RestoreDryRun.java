/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.checkpoint;

import com.typesafe.config.Config;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.checkpointing.inspect.CheckpointInspector;
import io.sampo.checkpointing.inspect.CheckpointSummary;
import io.sampo.checkpointing.inspect.CheckpointSummary.KeyedState;
import io.sampo.checkpointing.restore.OperatorRenames;
import io.sampo.checkpointing.restore.RestorePlan.Mapping;
import io.sampo.checkpointing.restore.RestorePreview;
import io.sampo.checkpointing.restore.StateAssigner;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointReader;
import io.sampo.core.io.FileStore;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.SchemaChange;
import io.sampo.core.type.SerializationFactory;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.RestoreReport;
import io.sampo.operators.stream.RestoreReport.Operator;
import io.sampo.operators.stream.RestoreReport.Outcome;
import io.sampo.operators.stream.RestoreReport.State;
import io.sampo.state.settings.StateSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a restore would do, without doing it: takes no lock, writes nothing and opens no
 * operator.
 */
public final class RestoreDryRun {
    private final FileStore files;
    private final SerializationFactory serialization;

    /** Creates a dry run for checkpoints in {@code files} and the job's classes. */
    public RestoreDryRun(FileStore files, SerializationFactory serialization) {
        this.files = files;
        this.serialization = serialization;
    }

    /** Returns what would become of the checkpoint's state. */
    public RestoreReport report(JobGraph job, Path from) {
        Config root = job.settings().atPath("sampo");
        CheckpointSettings.Restore restore = CheckpointSettings.from(root).restore();
        CheckpointSummary summary = new CheckpointInspector(files).inspect(from, false);
        CheckpointMetadata stored = new CheckpointReader(files).read(from).metadata();
        RestorePreview preview =
                StateAssigner.preview(
                        OperatorRenames.apply(stored, restore.renamed()),
                        OperatorShapes.of(job),
                        restore.allowDroppedState());
        Map<String, String> storedNames = new HashMap<>();
        restore.renamed().forEach((old, now) -> storedNames.put(now, old));
        String backend = StateSettings.from(root).backend().name().toLowerCase(Locale.ROOT);
        List<String> problems = new ArrayList<>(preview.problems());
        List<Operator> operators = new ArrayList<>();
        for (Mapping mapping : preview.mappings()) {
            String name = mapping.operator().name();
            String storedName = storedNames.getOrDefault(name, name);
            boolean taken = mapping.oldParallelism() > 0 && mapping.newParallelism() > 0;
            List<State> states = new ArrayList<>();
            for (CheckpointSummary.Operator each : summary.operators()) {
                if (mapping.oldParallelism() > 0 && each.name().equals(storedName)) {
                    states.addAll(states(name, each, taken ? problems : null));
                    if (taken) {
                        checkBackend(name, each, backend, problems);
                    }
                }
            }
            operators.add(
                    new Operator(
                            name,
                            storedName,
                            outcome(mapping),
                            mapping.oldParallelism(),
                            mapping.newParallelism(),
                            states));
        }
        return new RestoreReport(job.name(), from, summary.jobName(), operators, problems);
    }

    private static Outcome outcome(Mapping mapping) {
        return switch (mapping.outcome()) {
            case UNCHANGED -> Outcome.MATCHED;
            case RESCALED -> Outcome.RESCALED;
            case STARTS_EMPTY -> Outcome.NEW;
            case DROPPED -> Outcome.DROPPED;
            case REFUSED -> Outcome.REFUSED;
        };
    }

    private static void checkBackend(
            String name, CheckpointSummary.Operator stored, String backend, List<String> problems) {
        stored.keyed().stream()
                .map(CheckpointSummary.KeyedPart::backend)
                .filter(other -> !other.equals(backend))
                .distinct()
                .forEach(
                        other ->
                                problems.add(
                                        "Keyed state of operator '"
                                                + name
                                                + "' was written by another state backend: stored="
                                                + other
                                                + " wanted="
                                                + backend
                                                + "; set sampo.state.backend = "
                                                + other
                                                + "."));
    }

    /** Returns the states of an operator, and notes what does not fit if anybody takes them. */
    private List<State> states(
            String name, CheckpointSummary.Operator stored, @Nullable List<String> problems) {
        if (problems != null) {
            checkKeys("the keys of operator '" + name + "'", stored.keyType(), problems);
        }
        List<State> states = new ArrayList<>();
        for (KeyedState state : stored.states()) {
            String place = "state '" + state.name() + "' of operator '" + name + "'";
            List<String> changes = new ArrayList<>();
            for (SchemaChange change : changes(state)) {
                changes.add(change.what());
                String wayOut = change.wayOut();
                if (problems != null && wayOut != null) {
                    problems.add(
                            "Stored values do not fit the program: place=["
                                    + place
                                    + "]: "
                                    + change.what()
                                    + ". "
                                    + wayOut);
                }
            }
            if (problems != null) {
                checkKeys("the keys of the maps of " + place, state.userKeyType(), problems);
            }
            states.add(new State(state.kind(), state.name(), state.type(), changes));
        }
        return states;
    }

    private List<SchemaChange> changes(KeyedState state) {
        List<String> lines = new ArrayList<>(List.of(state.type()));
        lines.addAll(state.schema());
        return serialization.schemaChanges(String.join("\n", lines));
    }

    private void checkKeys(String what, String stored, List<String> problems) {
        if (stored.isEmpty()) {
            return;
        }
        String now;
        try {
            String name = KeyType.describedClass(stored);
            now = KeyType.describe(Class.forName(name, false, serialization.classLoader()));
        } catch (ClassNotFoundException gone) {
            now = "(not in the program)";
        }
        if (!KeyType.isSameDescription(stored, now)) {
            problems.add(
                    "The class of "
                            + what
                            + " has changed, and keys cannot be converted: stored="
                            + stored
                            + " here="
                            + now
                            + "; bring it back as it was, or give the operator another name to start"
                            + " without state.");
        }
    }
}
