/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.CsvEncoder;
import io.sampo.connectors.files.format.Encoder;
import io.sampo.connectors.files.format.JsonLinesEncoder;
import io.sampo.connectors.files.format.TextEncoder;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.TwoPhaseSink;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Writes records into the files ("parts") of a directory, each exactly once.
 *
 * <pre>{@code
 * FileSink<Delay> sink = FileSink.jsonLines("out/delays");
 * delays.sinkTo(sink.bucketBy((delay, time) -> "airport=" + delay.airport()));
 * // out/delays/airport=HEL/part-000012-0-0.jsonl
 * }</pre>
 *
 * <p>A part ends when it has its length, and at every checkpoint. Until the checkpoint is complete
 * its name begins with a dot; then it is renamed to {@code
 * <prefix>-<checkpoint>-<subtask>-<number><extension>}, in one step, and never changes again. So a
 * reader sees whole parts only, {@code FileSource} among them, and the interval between checkpoints
 * is how long output takes to be seen. In a job without checkpoints parts are seen at its end.
 *
 * <p>A sink needs a directory, or at least a prefix, of its own: a new start (one that goes on from
 * no checkpoint) where parts of the same name pattern are is refused with {@code INVALID_SETTING},
 * and no part is ever overwritten. In a cluster every node must see the directory under the same
 * path; it should be on a file system with an atomic rename, which those of Linux and NFS have.
 *
 * @param <T> type of the records
 */
public final class FileSink<T> implements TwoPhaseSink<T, FileCommittable> {
    private static final long serialVersionUID = 1L;

    private final String directory;
    private final Encoder<T> encoder;
    private final FileSinkOptions<T> options;

    private FileSink(String directory, Encoder<T> encoder, FileSinkOptions<T> options) {
        this.directory = directory;
        this.encoder = encoder;
        this.options = options;
    }

    /** Returns a sink of any format. */
    public static <T> FileSink<T> of(String directory, Encoder<T> encoder) {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(encoder, "encoder");
        return new FileSink<>(directory, encoder, FileSinkOptions.defaults());
    }

    /** Returns a sink of any format. */
    public static <T> FileSink<T> of(Path directory, Encoder<T> encoder) {
        return of(directory.toString(), encoder);
    }

    /**
     * Returns a sink of lines of text.
     *
     * <pre>{@code
     * FileSink<Long> totals = FileSink.text("out/totals", total -> "total " + total);
     * }</pre>
     *
     * @param text makes the line of a record
     */
    public static <T> FileSink<T> text(String directory, TextEncoder.ToText<T> text) {
        return of(directory, new TextEncoder<>(text));
    }

    /** Returns a sink of lines of text. */
    public static FileSink<String> text(String directory) {
        return text(directory, line -> line);
    }

    /** Returns a sink of lines of text. */
    public static FileSink<String> text(Path directory) {
        return text(directory.toString());
    }

    /** Returns a sink of lines of text. */
    public static <T> FileSink<T> text(Path directory, TextEncoder.ToText<T> text) {
        return text(directory.toString(), text);
    }

    /**
     * Returns a sink of JSON values, one a line, written by Jackson.
     *
     * <pre>{@code
     * FileSink<Flight> flights = FileSink.jsonLines("out/flights");
     * }</pre>
     */
    public static <T> FileSink<T> jsonLines(String directory) {
        return of(directory, new JsonLinesEncoder<>());
    }

    /** Returns a sink of JSON values, one a line. */
    public static <T> FileSink<T> jsonLines(Path directory) {
        return jsonLines(directory.toString());
    }

    /**
     * Returns a sink of rows of comma-separated values, each part with the names of the columns
     * first; see {@link CsvEncoder}.
     *
     * <pre>{@code
     * FileSink<Airport> airports = FileSink.csv("out/airports", Airport.class);
     * }</pre>
     */
    public static <T> FileSink<T> csv(String directory, Class<T> type) {
        return of(directory, CsvEncoder.of(type));
    }

    /** Returns a sink of rows of comma-separated values. */
    public static <T> FileSink<T> csv(Path directory, Class<T> type) {
        return csv(directory.toString(), type);
    }

    /** Returns the same sink that compresses its parts; their names end in {@code .gz}. */
    public FileSink<T> gzip() {
        return with(options.withCompression());
    }

    /** Returns the same sink that puts each record into a sub-directory. */
    public FileSink<T> bucketBy(BucketFunction<T> buckets) {
        return with(options.withBuckets(buckets));
    }

    /** Returns the same sink that closes a part once it has this length. 128 MiB by default. */
    public FileSink<T> partSize(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("A part has at least a byte: bytes=" + bytes);
        }
        return with(options.withRollBytes(bytes));
    }

    /**
     * Returns the same sink that keeps at most so many parts of a subtask open; of more buckets,
     * the part not written to for longest is closed. 100 by default; each takes 64 KiB of memory.
     */
    public FileSink<T> maxOpenParts(int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("At least one part is open: parts=" + parts);
        }
        return with(options.withMaxOpenParts(parts));
    }

    /** Returns the same sink with another first word in the names of its parts. */
    public FileSink<T> prefix(String word) {
        PartNames.checkPrefix(word);
        return with(options.withPrefix(word));
    }

    /**
     * Returns the same sink with another policy for records that cannot be written: fail or skip.
     */
    public FileSink<T> onUnwritable(ErrorPolicy policy) {
        if (policy instanceof ErrorPolicy.DeadLetter) {
            throw new IllegalArgumentException(
                    "A sink has no side outputs; use fail or skip: policy=" + policy);
        }
        return with(options.withPolicy(policy));
    }

    private FileSink<T> with(FileSinkOptions<T> changed) {
        return new FileSink<>(directory, encoder, changed);
    }

    /** The directory with the prefix of the names. */
    @Override
    public String target() {
        return Path.of(directory).toAbsolutePath().normalize().resolve(options.prefix()).toString();
    }

    @Override
    public Committer<FileCommittable> createCommitter(SinkContext context) {
        return createCommitter(context, context.files());
    }

    @Override
    public PreCommittingWriter<T, FileCommittable> createWriter(SinkContext context) {
        return createWriter(context, context.files());
    }

    FileCommitter createCommitter(SinkContext context, FileStore store) {
        return new FileCommitter(OutputDirectory.of(store, directory), names(context));
    }

    FileSinkWriter<T> createWriter(SinkContext context, FileStore store) {
        OutputDirectory output = OutputDirectory.of(store, directory);
        PartNames names = names(context);
        output.create();
        if (!context.isRestored()) {
            refuseEarlierRun(output.find(names::isOwnFinished), output.path());
        }
        return new FileSinkWriter<>(output, names, encoder, options, context);
    }

    private PartNames names(SinkContext context) {
        String format = encoder.extension();
        String dotted = format.isEmpty() || format.startsWith(".") ? format : "." + format;
        return new PartNames(
                options.prefix(),
                context.subtaskIndex(),
                context.attempt(),
                options.compressed() ? dotted + ".gz" : dotted);
    }

    /** Each subtask looks for its own names only: others may have begun to commit already. */
    private static void refuseEarlierRun(List<Path> parts, Path directory) {
        if (!parts.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The output directory has parts of an earlier run, and this one goes on from no"
                            + " checkpoint: directory="
                            + directory
                            + " parts="
                            + parts.size()
                            + " first="
                            + parts.get(0)
                            + ". Name an empty directory or another prefix, delete the parts, or start"
                            + " from the checkpoint of that run.");
        }
    }

    /**
     * Checks, before a job is started anew, that its output directory is empty or missing. Files
     * whose names begin with a dot do not count, nor do directories without files, which a job that
     * failed early leaves behind. Blocks.
     *
     * @throws StreamException with {@code INVALID_SETTING}, naming what is there
     */
    public static void checkEmpty(Path directory) {
        OutputDirectory output = OutputDirectory.of(FileStore.local(), directory.toString());
        List<Path> files = output.find(file -> !String.valueOf(file.getFileName()).startsWith("."));
        if (!files.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The output directory is not empty: directory="
                            + output.path()
                            + " first="
                            + output.path().relativize(Collections.min(files))
                            + ". Name an empty one, or empty it.");
        }
    }

    /**
     * Deletes all parts that sinks have written into a directory, finished or not, and
     * sub-directories that are empty then. Other files stay. Only while no job writes there.
     * Blocks.
     *
     * @return how many parts were deleted
     */
    public static int deleteParts(Path directory) {
        OutputDirectory output = OutputDirectory.of(FileStore.local(), directory.toString());
        return output.delete(PartNames::isPart);
    }

    /** Returns for example {@code FileSink[out/delays]}. */
    @Override
    public String toString() {
        return "FileSink[" + directory + "]";
    }
}
