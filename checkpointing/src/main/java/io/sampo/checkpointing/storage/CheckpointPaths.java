/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.id.OperatorId;
import io.sampo.core.io.Checksums;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where everything of one job lies. The only code that knows.
 *
 * <pre>
 * root/job/LOCK                        held by the process that runs the job
 *         /LATEST                      the durable record: what it does not name does not count
 *         /chk-7-2/metadata.json       checkpoint 7, taken by attempt 2
 *         /chk-7-2/count-0-heap-1      a file of operator "count", subtask 0
 *         /savepoint-8-2/...           the same for a savepoint, which refers to nothing outside
 *         /shared/7-2-count-0-2-000012.sst     a file that several checkpoints may refer to
 * </pre>
 *
 * <p>Paths in handles have {@code /} between their parts. Those of a checkpoint are relative to the
 * job's directory; those of a savepoint to its own, so that it can be copied or moved as a whole.
 */
public final class CheckpointPaths {
    /** The name of the metadata file in a checkpoint's directory. */
    public static final String METADATA = "metadata.json";

    static final String CHECKPOINT = "chk-";
    static final String SAVEPOINT = "savepoint-";
    private static final String SHARED = "shared";
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int MAX_JOB_NAME = 120;
    private static final int MAX_PART = 60;
    private static final Pattern DIRECTORY =
            Pattern.compile("(chk|savepoint)-([1-9][0-9]{0,17})-([1-9][0-9]{0,8})");
    private static final Pattern SHARED_FILE =
            Pattern.compile(SHARED + "/([1-9][0-9]{0,17})-([1-9][0-9]{0,8})-[^/]+");

    private final Path jobDirectory;
    private final Path recordDirectory;

    /** Creates the paths of the job of that name below {@code root}. */
    public CheckpointPaths(Path root, String jobName) {
        this(root, root, jobName);
    }

    /**
     * Creates the paths of the job of that name.
     *
     * @param recordRoot its lock and its record are below this, everything else is below {@code
     *     root}
     */
    public CheckpointPaths(Path root, Path recordRoot, String jobName) {
        String name = encode(jobName, MAX_JOB_NAME);
        jobDirectory = root.resolve(name);
        recordDirectory = recordRoot.resolve(name);
    }

    /** Returns the directory of the job. */
    public Path jobDirectory() {
        return jobDirectory;
    }

    /** Returns the directory of the job's record, which may be the same. */
    public Path recordDirectory() {
        return recordDirectory;
    }

    /** Returns the file whose lock the process that runs the job holds. */
    public Path lock() {
        return recordDirectory.resolve("LOCK");
    }

    /** Returns the file with the durable record. */
    public Path record() {
        return recordDirectory.resolve("LATEST");
    }

    /** Returns the directory of files that several checkpoints may refer to. */
    public Path shared() {
        return jobDirectory.resolve(SHARED);
    }

    /** Returns the directory of one checkpoint. */
    public Path directory(CheckpointRef checkpoint) {
        return jobDirectory.resolve(checkpoint.toString());
    }

    /** Returns the metadata file of one checkpoint. */
    public Path metadata(CheckpointRef checkpoint) {
        return directory(checkpoint).resolve(METADATA);
    }

    /**
     * Returns the directory that the paths in the handles of {@code checkpoint} are relative to.
     */
    public Path base(CheckpointRef checkpoint) {
        return checkpoint.savepoint() ? directory(checkpoint) : jobDirectory;
    }

    /**
     * Returns the path, for a handle, of a file that belongs to one checkpoint alone.
     *
     * @param number makes it unique in that subtask of that operator
     */
    static String privateFile(
            CheckpointRef checkpoint, OperatorId operator, int subtask, String role, int number) {
        String name = subtaskPart(operator, subtask) + "-" + encode(role, MAX_PART) + "-" + number;
        return checkpoint.savepoint() ? name : checkpoint + "/" + name;
    }

    /** Returns the path, for a handle, of a file that later checkpoints may refer to as well. */
    static String sharedFile(
            CheckpointRef checkpoint, OperatorId operator, int subtask, String name, int number) {
        return SHARED
                + "/"
                + checkpoint.id()
                + "-"
                + checkpoint.attempt()
                + "-"
                + subtaskPart(operator, subtask)
                + "-"
                + number
                + "-"
                + encode(name, MAX_PART);
    }

    private static String subtaskPart(OperatorId operator, int subtask) {
        return encode(operator.name(), MAX_PART) + "-" + subtask;
    }

    /**
     * Returns whether the path of a handle is that of a file that several checkpoints may refer to.
     */
    public static boolean isShared(String path) {
        return path.startsWith(SHARED + "/");
    }

    /**
     * Returns the checkpoint in which a shared file was stored, or nothing if it is none of ours.
     */
    static OptionalLong storedIn(String sharedPath) {
        Matcher matcher = SHARED_FILE.matcher(sharedPath);
        return matcher.matches()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }

    /** Returns the attempt in which a shared file was stored, or nothing if it is none of ours. */
    static OptionalLong storedByAttempt(String sharedPath) {
        Matcher matcher = SHARED_FILE.matcher(sharedPath);
        return matcher.matches()
                ? OptionalLong.of(Long.parseLong(matcher.group(2)))
                : OptionalLong.empty();
    }

    /** Returns the path, for a handle, of a file in the shared directory. */
    static String sharedPath(Path file) {
        return SHARED + "/" + file.getFileName();
    }

    /** Returns the checkpoint that a directory of that name belongs to, or nothing. */
    static Optional<CheckpointRef> parse(String directoryName) {
        Matcher matcher = DIRECTORY.matcher(directoryName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new CheckpointRef(
                        Long.parseLong(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)),
                        matcher.group(1).equals("savepoint")));
    }

    /** Returns whether the path of a handle stays below the directory it is relative to. */
    static boolean isSafe(String path) {
        if (path.isEmpty() || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a file name for any text: letters, digits, {@code _} and {@code -} stand for
     * themselves, a dot too unless it is the first, everything else becomes {@code %} and two
     * hexadecimal digits for each byte of UTF-8. What is too long ends in a checksum of the whole.
     */
    static String encode(String text, int maxLength) {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = PLAIN.indexOf(c) >= 0 || (c == '.' && name.length() > 0);
            if (plain) {
                name.append(c);
            } else {
                name.append('%').append(Checksums.toHex(c), 6, 8);
            }
        }
        if (name.length() <= maxLength) {
            return name.toString();
        }
        String checksum = Checksums.of(text.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, maxLength - checksum.length() - 1) + "~" + checksum;
    }
}
