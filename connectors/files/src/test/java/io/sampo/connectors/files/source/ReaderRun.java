/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.LineFormat;
import io.sampo.connectors.files.testkit.RecordedOutput;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.testkit.ManualReaderContext;
import java.util.List;
import java.util.Random;

/** One reader, from its start to its end or to a crash. */
final class ReaderRun<T> {
    final ManualReaderContext context = new ManualReaderContext();
    final RecordedOutput<T> output;
    final FileSourceReader<T> reader;

    ReaderRun(
            LineFormat<T> format,
            ErrorPolicy policy,
            ReadSettings settings,
            RecordedOutput<T> output) {
        this.output = output;
        reader =
                new FileSourceReader<>(
                        context, format, new MalformedLines(context, policy), settings);
        reader.start();
    }

    /** Reads all lines of some splits, the I/O done whenever the reader waits for it. */
    static <T> ReaderRun<T> readAll(
            LineFormat<T> format,
            ErrorPolicy policy,
            ReadSettings settings,
            List<FileSplit> splits) {
        ReaderRun<T> run = new ReaderRun<>(format, policy, settings, new RecordedOutput<>());
        run.reader.addSplits(splits);
        run.reader.noMoreSplits();
        while (run.reader.poll(run.output, TurnBudget.UNLIMITED) != Status.END) {
            if (!run.context.runOneTask()) {
                throw new AssertionError("The reader waits for nothing");
            }
        }
        return run;
    }

    /**
     * Polls and does I/O in a random order for so many steps; returns whether it came to the end.
     */
    boolean step(Random random, int steps) {
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(3) == 0) {
                context.runOneTask();
                continue;
            }
            int[] left = {random.nextInt(4)};
            if (reader.poll(output, () -> left[0]-- <= 0) == Status.END) {
                return true;
            }
        }
        return false;
    }
}
