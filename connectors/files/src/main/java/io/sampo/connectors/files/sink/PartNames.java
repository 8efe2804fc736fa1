/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of one writer's parts.
 *
 * <p>While it is written, and until its checkpoint is complete, a part has a hidden name with the
 * subtask and the attempt in it: another attempt of the same subtask, which may still run for a
 * moment, never has the same. There is one such name only; whether a part is complete is told by
 * its committable, and a rename to say it twice would be one more step to fail at. Checkpoint ids
 * are never used twice, so the finished name needs no attempt.
 *
 * @param prefix first word of all names
 * @param subtask index of the subtask
 * @param attempt attempt of the job
 * @param extension what finished names end with
 */
record PartNames(String prefix, int subtask, int attempt, String extension) {
    /** The id with which a job without checkpoints commits at its end. */
    private static final long NO_CHECKPOINT = Long.MAX_VALUE;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern FINISHED =
            Pattern.compile("([A-Za-z0-9].*)-(?:\\d{6,}|end)-(\\d+)-\\d+(?:\\..*)?");
    private static final Pattern HIDDEN = Pattern.compile("\\.(.+)-\\d+-(\\d+)-\\d+\\.inprogress");

    static void checkPrefix(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "A prefix has letters, digits, '_', '.' and '-' only and begins with a letter or"
                            + " digit: prefix='"
                            + prefix
                            + "'");
        }
    }

    /** Returns the name of a part that is not finished. */
    String hidden(long number) {
        return "." + prefix + "-" + subtask + "-" + attempt + "-" + number + ".inprogress";
    }

    /** Returns the name of a finished part; names sort by checkpoint. */
    String finished(long checkpointId, int number) {
        String checkpoint =
                checkpointId == NO_CHECKPOINT
                        ? "end"
                        : String.format(Locale.ROOT, "%06d", checkpointId);
        return prefix + "-" + checkpoint + "-" + subtask + "-" + number + extension;
    }

    /** Returns whether a file is a finished part that this subtask wrote, in whatever attempt. */
    boolean isOwnFinished(Path file) {
        Matcher name = FINISHED.matcher(nameOf(file));
        return name.matches()
                && name.group(1).equals(prefix)
                && name.group(2).equals(String.valueOf(subtask));
    }

    /**
     * Returns whether a file is an unfinished part that an earlier attempt wrote, in any subtask.
     */
    boolean isHiddenOfEarlierAttempt(Path file) {
        Matcher name = HIDDEN.matcher(nameOf(file));
        return name.matches()
                && name.group(1).equals(prefix)
                && name.group(2).length() <= 9
                && Integer.parseInt(name.group(2)) < attempt;
    }

    /** Returns whether a file was written by any sink, finished or not. */
    static boolean isPart(Path file) {
        String name = nameOf(file);
        return FINISHED.matcher(name).matches() || HIDDEN.matcher(name).matches();
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
