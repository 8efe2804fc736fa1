/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.CsvFormat;
import io.sampo.connectors.files.format.JsonLinesFormat;
import io.sampo.connectors.files.format.LineFormat;
import io.sampo.connectors.files.format.TextFormat;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads files line by line. The path is a file, a directory (all files in it and below), or a glob
 * such as {@code data/*.csv} or {@code data/**}{@code /*.csv}. Files and directories whose names
 * begin with {@code .} or {@code _} are left out, as are the unfinished parts of a files sink.
 * Files whose names end in {@code .gz} are unpacked on the way.
 *
 * <pre>{@code
 * FileSource<Flight> flights =
 *         FileSource.jsonLines("data/flights.jsonl", Flight.class).onMalformed(ErrorPolicy.skip());
 * env.fromSource(flights, WatermarkStrategy.noWatermarks(), "flights").print();
 * }</pre>
 *
 * <p>Lines end in LF or CRLF, the last one also without; empty lines and a byte order mark are left
 * out; the encoding is UTF-8. Large plain files are cut into splits and read by several subtasks, a
 * compressed file is read by one. Files are assigned in ascending order of their paths. A file must
 * not change while the job is interested in it; what is appended after it was listed is not read.
 * In a cluster every node must see the files under the same path.
 *
 * <p>The position of every split is in the checkpoint, so each line counts once for the job's
 * state. A path where nothing is fails the job when it starts, with {@code INPUT_UNAVAILABLE}; so
 * does a glob without a match, while an empty directory is input of no lines.
 *
 * <p>With more than one split, watermarks are held back until the last one has been assigned, since
 * nothing is known of the timestamps in files not yet read. A watched directory holds back nothing:
 * a file with old timestamps is late.
 *
 * @param <T> type of the records
 */
public final class FileSource<T> implements Source<T, FileSplit, FileEnumeratorState> {
    private static final long serialVersionUID = 1L;
    private static final long DEFAULT_SPLIT_BYTES = 64L * 1024 * 1024;
    private static final int DEFAULT_LINE_BYTES = 16 * 1024 * 1024;

    private final String path;
    private final LineFormat<T> format;
    private final Options options;

    /** What can be set beside path and format. */
    private record Options(
            @Nullable Duration period, ErrorPolicy policy, long splitBytes, int lineBytes)
            implements java.io.Serializable {}

    private FileSource(String path, LineFormat<T> format, Options options) {
        this.path = path;
        this.format = format;
        this.options = options;
    }

    /** Returns a source of any format; {@code path} is a file, a directory or a glob. */
    public static <T> FileSource<T> of(String path, LineFormat<T> format) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(format, "format");
        return new FileSource<>(
                path,
                format,
                new Options(null, ErrorPolicy.fail(), DEFAULT_SPLIT_BYTES, DEFAULT_LINE_BYTES));
    }

    /** Returns a source of any format. */
    public static <T> FileSource<T> of(Path path, LineFormat<T> format) {
        return of(path.toString(), format);
    }

    /**
     * Returns a source of lines of text.
     *
     * <pre>{@code
     * FileSource<String> lines = FileSource.text("logs/*.log.gz");
     * }</pre>
     */
    public static FileSource<String> text(String path) {
        return of(path, new TextFormat());
    }

    /** Returns a source of lines of text. */
    public static FileSource<String> text(Path path) {
        return text(path.toString());
    }

    /**
     * Returns a source of JSON values, one a line; see {@link JsonLinesFormat}.
     *
     * <pre>{@code
     * record Flight(String date, int delay, String origin, String destination) {}
     * FileSource<Flight> flights = FileSource.jsonLines("flights.jsonl", Flight.class);
     * }</pre>
     */
    public static <T> FileSource<T> jsonLines(String path, Class<T> type) {
        return of(path, JsonLinesFormat.of(type));
    }

    /** Returns a source of JSON values, one a line. */
    public static <T> FileSource<T> jsonLines(Path path, Class<T> type) {
        return jsonLines(path.toString(), type);
    }

    /**
     * Returns a source of rows of comma-separated values, the columns named by the first line of
     * each file, or by {@code columns} if there are any; see {@link CsvFormat}.
     *
     * <pre>{@code
     * record Airport(String iata, String name, double latitude, double longitude) {}
     * FileSource<Airport> airports = FileSource.csv("airports.csv", Airport.class);
     * }</pre>
     */
    public static <T> FileSource<T> csv(String path, Class<T> type, String... columns) {
        return of(
                path,
                columns.length == 0
                        ? CsvFormat.withHeader(type)
                        : CsvFormat.withColumns(type, columns));
    }

    /** Returns a source of rows of comma-separated values. */
    public static <T> FileSource<T> csv(Path path, Class<T> type, String... columns) {
        return csv(path.toString(), type, columns);
    }

    /**
     * Returns the same source for a directory (or glob) that is watched for new files and never
     * ends. A file counts once its length and its time of change have stayed the same from one look
     * to the next, or if it was last changed more than a period ago when it is first seen: so move
     * files into the directory, or write them under a name that begins with a dot and rename them.
     * New files are read in the order of their times of change. A file is read once, under its
     * name: later changes of it are ignored (and logged), until it has been gone at one look at
     * least.
     *
     * @param period between two looks, such as ten seconds
     */
    public FileSource<T> watching(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "The period between two looks must be positive: period=" + period);
        }
        return with(new Options(period, options.policy, options.splitBytes, options.lineBytes));
    }

    /** Returns the same source with another policy for lines that cannot be read. */
    public FileSource<T> onMalformed(ErrorPolicy policy) {
        return with(new Options(options.period, policy, options.splitBytes, options.lineBytes));
    }

    /** Returns the same source that cuts plain files into splits of at most {@code bytes}. */
    public FileSource<T> splitSize(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("A split has at least a byte: bytes=" + bytes);
        }
        return with(new Options(options.period, options.policy, bytes, options.lineBytes));
    }

    /**
     * Returns the same source with another bound for the length of a line; a longer one is
     * malformed. 16 MiB by default.
     */
    public FileSource<T> maxLineLength(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("A line has at least a byte: bytes=" + bytes);
        }
        return with(new Options(options.period, options.policy, options.splitBytes, bytes));
    }

    private FileSource<T> with(Options changed) {
        return new FileSource<>(path, format, changed);
    }

    @Override
    public boolean isBounded() {
        return options.period == null;
    }

    @Override
    public SplitEnumerator<FileSplit, FileEnumeratorState> createEnumerator(
            SplitEnumeratorContext<FileSplit> context, @Nullable FileEnumeratorState restored) {
        FileListing listing = FileListing.of(path, options.period != null);
        listing.check();
        // Where a line ends is not known in the middle of such a file.
        long splitBytes = format.quotedLineFeeds() ? Long.MAX_VALUE : options.splitBytes;
        return new FileSplitEnumerator(context, listing, splitBytes, options.period, restored);
    }

    @Override
    public SourceReader<T, FileSplit> createReader(SourceReaderContext context) {
        return new FileSourceReader<>(
                context,
                format,
                new MalformedLines(context, options.policy),
                new ReadSettings(
                        ReadSettings.DEFAULT_CHUNK_BYTES,
                        options.lineBytes,
                        options.period != null));
    }

    /**
     * Checks, before a job is started, that there is something at the path of its input. The files
     * that a directory or a glob means are not looked for. Blocks.
     *
     * @throws io.sampo.core.error.StreamException with {@code INPUT_UNAVAILABLE}, naming what is
     *     missing, or may not be read
     */
    public static void checkInput(Path path) {
        FileListing.of(path.toString(), false).check();
    }

    /** Returns for example {@code FileSource[data/flights.jsonl]}. */
    @Override
    public String toString() {
        return "FileSource[" + path + "]";
    }
}
