/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.connectors.files.format.LineDecoder;
import io.sampo.connectors.files.format.LineFormat;
import io.sampo.connectors.files.format.MalformedLineException;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceOutput.SplitOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads its splits one after the other. Confined to the subtask's thread. */
final class FileSourceReader<T> implements SourceReader<T, FileSplit> {
    /** Stands for the files to come, so that a subtask without a file can become idle. */
    private static final String FILES_TO_COME = "files to come";

    private final SourceReaderContext context;
    private final LineFormat<T> format;
    private final MalformedLines malformed;
    private final ReadSettings settings;
    private final ArrayDeque<FileSplit> queue = new ArrayDeque<>();
    private @Nullable Active<T> active;
    private boolean requested;
    private boolean complete;
    private boolean waitsForFiles;

    /** The split that is being read. */
    private static final class Active<T> {
        final SplitLines lines;
        final SplitOutput<T> output;
        @Nullable LineDecoder<T> decoder;

        /** Why the present line is malformed, while its number is looked for. */
        @Nullable Exception held;

        Active(SplitLines lines, SplitOutput<T> output) {
            this.lines = lines;
            this.output = output;
        }
    }

    FileSourceReader(
            SourceReaderContext context,
            LineFormat<T> format,
            MalformedLines malformed,
            ReadSettings settings) {
        this.context = context;
        this.format = format;
        this.malformed = malformed;
        this.settings = settings;
    }

    @Override
    public void start() {
        requestSplit();
    }

    private void requestSplit() {
        if (queue.isEmpty() && !requested && !complete) {
            requested = true;
            context.requestSplit();
        }
    }

    @Override
    public void addSplits(List<FileSplit> splits) {
        requested = false;
        queue.addAll(splits);
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public Status poll(SourceOutput<T> output, TurnBudget budget) {
        while (!budget.exhausted()) {
            Active<T> current = active;
            if (current == null) {
                FileSplit next = queue.poll();
                if (next == null) {
                    return waitForSplit(output);
                }
                active = open(next, output);
                continue;
            }
            if (current.held != null && !settle(current, current.held)) {
                return Status.NOTHING_NOW;
            }
            switch (current.lines.next()) {
                case LINE -> emit(current);
                case MORE -> {
                    if (current.lines.isReceived()) {
                        requestSplit();
                    }
                }
                case WAIT -> {
                    return Status.NOTHING_NOW;
                }
                case END -> finish(current, output);
            }
        }
        return Status.MORE;
    }

    private Status waitForSplit(SourceOutput<T> output) {
        if (complete) {
            return Status.END;
        }
        requestSplit();
        if (settings.watching() && !waitsForFiles) {
            waitsForFiles = true;
            output.forSplit(FILES_TO_COME).caughtUp(true);
        }
        return Status.NOTHING_NOW;
    }

    private Active<T> open(FileSplit split, SourceOutput<T> output) {
        SplitOutput<T> splitOutput = output.forSplit(split.splitId());
        if (waitsForFiles) {
            waitsForFiles = false;
            output.releaseSplit(FILES_TO_COME);
        }
        SplitLines lines =
                new SplitLines(split, format, settings, context.ioExecutor(), context::wakeUp);
        return new Active<>(lines, splitOutput);
    }

    /** On the path of every record. */
    private void emit(Active<T> current) {
        LineDecoder<T> decoder = current.decoder;
        if (decoder == null) {
            decoder = createDecoder(current.lines);
            current.decoder = decoder;
        }
        LineScanner line = current.lines.line();
        T record;
        try {
            if (line.isTooLong()) {
                throw tooLong();
            }
            record = decoder.decode(line.bytes(), line.offset(), line.length());
        } catch (StreamException fatal) {
            throw fatal;
        } catch (Exception cause) {
            current.held = cause;
            return;
        }
        if (record != null) {
            current.output.collect(record);
        }
        current.lines.advance();
    }

    private MalformedLineException tooLong() {
        return new MalformedLineException(
                "the line is longer than "
                        + settings.lineBytes()
                        + " bytes; see FileSource.maxLineLength");
    }

    /** Handles a malformed line; returns false while its number is looked for. */
    private boolean settle(Active<T> current, Exception cause) {
        if (!malformed.handle(current.lines, cause, current.output)) {
            return false;
        }
        current.held = null;
        current.lines.advance();
        return true;
    }

    private LineDecoder<T> createDecoder(SplitLines lines) {
        byte[] header = lines.header();
        String text = header == null ? null : new String(header, StandardCharsets.UTF_8);
        try {
            return format.createDecoder(text);
        } catch (StreamException known) {
            throw known;
        } catch (Exception failure) {
            throw new StreamException(
                    ErrorCode.BAD_RECORD,
                    "The first line of a file cannot be understood: file="
                            + Path.of(lines.split().path()).toAbsolutePath()
                            + " header=["
                            + text
                            + "] reason="
                            + StreamException.withoutFullStop(failure.getMessage())
                            + ". Correct the file, or name its columns in the program.",
                    failure);
        }
    }

    private void finish(Active<T> current, SourceOutput<T> output) {
        current.lines.close();
        active = null;
        output.releaseSplit(current.lines.split().splitId());
    }

    @Override
    public List<FileSplit> snapshotState(long checkpointId) {
        List<FileSplit> splits = new ArrayList<>();
        if (active != null) {
            splits.add(active.lines.snapshot());
        }
        splits.addAll(queue);
        return splits;
    }

    @Override
    public void close() {
        if (active != null) {
            active.lines.close();
        }
    }
}
