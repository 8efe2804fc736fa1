/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.connectors.files.BadRecord;
import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.Counter;
import io.sampo.core.time.Clock;
import io.sampo.operators.source.SourceOutput.SplitOutput;
import io.sampo.operators.source.SourceReaderContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with malformed lines what the policy says. Confined to the subtask's thread. */
final class MalformedLines {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedLines.class);
    private static final long LOG_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int SHOWN_CHARACTERS = 200;
    private static final int KEPT_BYTES_OF_TOO_LONG = 4096;

    private final ErrorPolicy policy;
    private final Clock clock;
    private final LineNumbers lineNumbers;
    private final Counter skipped;
    private final Counter deadLettered;
    private boolean logged;
    private long loggedNanos;

    MalformedLines(SourceReaderContext context, ErrorPolicy policy) {
        this.policy = policy;
        clock = context.clock();
        lineNumbers = new LineNumbers(context.ioExecutor(), context::wakeUp);
        skipped = context.metrics().counter("recordsSkipped");
        deadLettered = context.metrics().counter("recordsDeadLettered");
    }

    /**
     * Handles the line that {@code lines} stands at.
     *
     * @return false if the number of the line must be found first: call again for the same line
     *     after the next wake-up
     * @throws StreamException with {@code BAD_RECORD} if the policy is to fail
     */
    boolean handle(SplitLines lines, Exception cause, SplitOutput<?> output) {
        if (policy instanceof ErrorPolicy.Skip) {
            skip(lines, cause);
            return true;
        }
        String path = lines.split().path();
        long before = lineNumbers.lineFeedsIn(path, lines.countedFrom());
        if (before == LineNumbers.UNKNOWN_YET) {
            return false;
        }
        long number = before + lines.line().foundLineFeeds() + 1;
        if (policy instanceof ErrorPolicy.DeadLetter deadLetter) {
            deadLettered.increment();
            output.collect(
                    deadLetter.tag(), new BadRecord(path, number, text(lines), reason(cause)));
            return true;
        }
        throw new StreamException(
                ErrorCode.BAD_RECORD,
                "A line of a file cannot be read: file="
                        + Path.of(path).toAbsolutePath()
                        + " line="
                        + number
                        + " reason=["
                        + reason(cause)
                        + "] text=["
                        + shown(text(lines))
                        + "]. Correct the file, or skip such lines or send them to a side output with"
                        + " FileSource.onMalformed.",
                cause);
    }

    private void skip(SplitLines lines, Exception cause) {
        skipped.increment();
        long now = clock.nanoTime();
        if (!logged || now - loggedNanos >= LOG_PAUSE_NANOS) {
            logged = true;
            loggedNanos = now;
            LOG.warn(
                    "Skipped a line that cannot be read: file={} offset={} reason=[{}] text=[{}]"
                            + " skippedSoFar={}",
                    lines.split().path(),
                    lines.line().foundStart(),
                    reason(cause),
                    shown(text(lines)),
                    skipped.value());
        }
    }

    private static String reason(Exception cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getName() : message;
    }

    private static String text(SplitLines lines) {
        LineScanner line = lines.line();
        int kept =
                line.isTooLong() ? Math.min(line.length(), KEPT_BYTES_OF_TOO_LONG) : line.length();
        return new String(line.bytes(), line.offset(), kept, StandardCharsets.UTF_8);
    }

    /** Control characters of a damaged file have no business in a log or on a terminal. */
    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), SHOWN_CHARACTERS); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) && c != '\t' ? '?' : c);
        }
        return text.length() > SHOWN_CHARACTERS ? shown + "..." : shown.toString();
    }
}
