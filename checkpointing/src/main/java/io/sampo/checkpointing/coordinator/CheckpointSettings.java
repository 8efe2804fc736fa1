/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import com.typesafe.config.Config;
import io.sampo.core.io.Locations;
import io.sampo.core.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The section {@code sampo.checkpoint}; its keys and defaults are explained in {@code
 * reference.conf}.
 *
 * @param interval between the starts of two checkpoints; nothing if none are taken by themselves
 * @param timeout after which a checkpoint that is not complete is given up
 * @param minPause between the end of one checkpoint and the start of the next
 * @param dir the directory that holds a directory for each job; nothing if nothing is kept
 * @param recordDir where the records of jobs are, if not below {@code dir}: a directory of this
 *     machine, or one that it shares
 * @param localRecovery whether nodes keep copies of what their own subtasks have stored
 * @param retained how many completed checkpoints are kept
 * @param toleratedFailures how many checkpoints may fail in a row before the job does; nothing if
 *     any number may
 * @param mode what a checkpoint guarantees
 * @param restore how a job starts that has checkpoints
 */
public record CheckpointSettings(
        Optional<Duration> interval,
        Duration timeout,
        Duration minPause,
        Optional<Path> dir,
        Optional<Path> recordDir,
        boolean localRecovery,
        int retained,
        OptionalInt toleratedFailures,
        Mode mode,
        Restore restore) {
    /** The section that is read. */
    public static final String PATH = "sampo.checkpoint";

    private static final int MAX_RETAINED = 1000;

    /** What a checkpoint guarantees about the state. */
    public enum Mode {
        /** Each record is in the state once: barriers are aligned. */
        EXACTLY_ONCE,
        /** Records may be in the state twice after a restore; no channel waits for another. */
        AT_LEAST_ONCE
    }

    /**
     * How a job starts that has checkpoints.
     *
     * @param from the checkpoint or savepoint to start from instead of the newest one
     * @param renamed new names of operators by those that they have in {@code from}
     * @param claim whether the savepoint {@code from} is deleted once it is not needed any more
     * @param acceptDuplicates whether output may be repeated, if the newest checkpoint is damaged
     * @param allowDroppedState whether state may be left behind that no operator takes
     * @param ifFinished what is done if the job has finished before
     */
    public record Restore(
            Optional<Path> from,
            Map<String, String> renamed,
            boolean claim,
            boolean acceptDuplicates,
            boolean allowDroppedState,
            IfFinished ifFinished) {
        /** Copies the map. */
        public Restore {
            renamed = Map.copyOf(renamed);
        }
    }

    /** What is done if a job is started that has finished before. */
    public enum IfFinished {
        /** It starts anew, without state. */
        START_OVER,
        /** It is finished already. */
        DO_NOTHING
    }

    /**
     * Reads and checks the section.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}, naming all problems
     */
    public static CheckpointSettings from(Config config) {
        return SettingsReader.read(config, PATH, CheckpointSettings::read);
    }

    /** Reads the section from its reader, which notes the problems. */
    public static CheckpointSettings read(SettingsReader in) {
        Optional<Duration> interval = in.optionalDuration("interval", Duration.ofMillis(10));
        Optional<Path> dir = in.optionalPath("dir");
        if (interval.isPresent() && dir.isEmpty()) {
            in.problem("dir", "a directory, because sampo.checkpoint.interval is set");
        }
        return new CheckpointSettings(
                interval,
                in.duration("timeout", Duration.ofMillis(100)),
                in.duration("min-pause", Duration.ZERO),
                dir,
                recordDir(in),
                in.flag("local-recovery"),
                in.integer("retained", 1, MAX_RETAINED),
                toleratedFailures(in),
                in.choice("mode", Mode.class),
                in.section("restore", CheckpointSettings::readRestore));
    }

    private static Optional<Path> recordDir(SettingsReader in) {
        Optional<Path> dir = in.optionalPath("record-dir");
        if (!dir.map(Locations::isLocal).orElse(true)) {
            in.problem("record-dir", "a directory, since an object storage has no locks");
        }
        return dir;
    }

    private static OptionalInt toleratedFailures(SettingsReader in) {
        return in.optionalString("tolerated-failures").filter("unlimited"::equals).isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(in.integer("tolerated-failures", 0, Integer.MAX_VALUE));
    }

    private static Restore readRestore(SettingsReader in) {
        Optional<Path> from = in.optionalPath("from");
        Map<String, String> renamed = in.textByText("renamed");
        if (renamed.values().stream().anyMatch(String::isBlank)) {
            in.problem("renamed", "names of operators, which are not blank");
        }
        boolean claim = in.flag("claim");
        if (from.isEmpty() && (claim || !renamed.isEmpty())) {
            in.problem("from", "a directory, because restore.claim or restore.renamed is set");
        }
        return new Restore(
                from,
                renamed,
                claim,
                in.flag("accept-duplicates"),
                in.flag("allow-dropped-state"),
                in.choice("if-finished", IfFinished.class));
    }
}
