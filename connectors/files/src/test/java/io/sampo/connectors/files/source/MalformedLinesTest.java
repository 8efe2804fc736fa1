/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import static io.sampo.connectors.files.source.TextFiles.SETTINGS;
import static io.sampo.connectors.files.source.TextFiles.TEXT;
import static io.sampo.connectors.files.source.TextFiles.lines;
import static io.sampo.connectors.files.source.TextFiles.onePolls;
import static io.sampo.connectors.files.source.TextFiles.randomSplits;
import static io.sampo.connectors.files.source.TextFiles.settings;
import static io.sampo.connectors.files.source.TextFiles.whole;
import static io.sampo.connectors.files.source.TextFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.files.BadRecord;
import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.CsvFormat;
import io.sampo.connectors.files.format.JsonLinesFormat;
import io.sampo.connectors.files.source.TextFiles.Row;
import io.sampo.connectors.files.testkit.RecordedOutput;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.OutputTag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of lines that cannot be read, and how they are named. */
class MalformedLinesTest {
    private static final OutputTag<BadRecord> BAD = OutputTag.of("bad", BadRecord.class);

    @TempDir Path directory;

    @Test
    void failsWithPlaceTextAndCause() throws IOException {
        Path file =
                write(
                        directory.resolve("bad.jsonl"),
                        "{\"name\":\"a\",\"number\":1}\n\n{\"name\":\"b\",\"number\":\n");

        assertThatThrownBy(
                        () ->
                                ReaderRun.readAll(
                                        JsonLinesFormat.of(Row.class),
                                        ErrorPolicy.fail(),
                                        SETTINGS,
                                        List.of(whole(file))))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_RECORD))
                .hasMessageContaining(
                        "file=" + file.toAbsolutePath() + " line=3 reason=[Unexpected end-of-input")
                .hasMessageContaining("text=[{\"name\":\"b\",\"number\":]")
                .hasMessageContaining("FileSource.onMalformed");
    }

    @Test
    void shortensLongLinesInMessages() throws IOException {
        Path file = write(directory.resolve("bad.jsonl"), "x".repeat(5000) + "\u0007\n");

        assertThatThrownBy(
                        () ->
                                ReaderRun.readAll(
                                        JsonLinesFormat.of(Row.class),
                                        ErrorPolicy.fail(),
                                        SETTINGS,
                                        List.of(whole(file))))
                .hasMessageContaining("text=[" + "x".repeat(200) + "...]")
                .message()
                .hasSizeLessThan(1000);
    }

    @Test
    void lineNumbersAreRightInEverySplit() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 100; round++) {
            StringBuilder content = new StringBuilder();
            List<Long> expected = new ArrayList<>();
            for (int line = 1; line <= 30; line++) {
                boolean bad = random.nextInt(3) == 0;
                if (bad) {
                    expected.add((long) line);
                }
                content.append(bad ? "oops" : random.nextInt(4) == 0 ? "" : "{}").append('\n');
            }
            Path file = write(directory.resolve("round-" + round + ".jsonl"), content.toString());

            ReaderRun<Object> run =
                    ReaderRun.readAll(
                            JsonLinesFormat.of(Object.class),
                            ErrorPolicy.deadLetter(BAD),
                            settings(1 + random.nextInt(8)),
                            randomSplits(file, random));

            assertThat(run.output.sideRecords())
                    .as("round=%d", round)
                    .map(bad -> ((BadRecord) bad).line())
                    .isEqualTo(expected);
            assertThat(run.context.metrics().counter("recordsDeadLettered").value())
                    .isEqualTo(expected.size());
        }
    }

    @Test
    void deadLettersSurviveARestoreBetweenFindingAndNumbering() throws IOException {
        Path file = write(directory.resolve("a.jsonl"), "{}\noops\n{}\n");
        long length = Files.size(file);
        FileSplit second = new FileSplit(file.toString(), 2, length, length, 2);
        RecordedOutput<Object> output = new RecordedOutput<>();
        List<FileSplit> splits = List.of(second);
        for (int attempt = 0; attempt < 5; attempt++) {
            ReaderRun<Object> run =
                    new ReaderRun<>(
                            JsonLinesFormat.of(Object.class),
                            ErrorPolicy.deadLetter(BAD),
                            SETTINGS,
                            output);
            run.reader.addSplits(splits);
            run.reader.poll(output, TurnBudget.UNLIMITED);
            run.context.runOneTask();
            // The line is found now, its number is not.
            assertThat(run.reader.poll(output, TurnBudget.UNLIMITED)).isEqualTo(Status.NOTHING_NOW);
            splits = run.reader.snapshotState(attempt);
        }
        assertThat(output.sideRecords()).isEmpty();

        ReaderRun<Object> last =
                ReaderRun.readAll(
                        JsonLinesFormat.of(Object.class),
                        ErrorPolicy.deadLetter(BAD),
                        SETTINGS,
                        splits);

        assertThat(last.output.sideRecords())
                .singleElement()
                .isInstanceOfSatisfying(
                        BadRecord.class,
                        bad -> {
                            assertThat(bad.file()).isEqualTo(file.toString());
                            assertThat(bad.line()).isEqualTo(2);
                            assertThat(bad.text()).isEqualTo("oops");
                            assertThat(bad.reason()).contains("Unrecognized token 'oops'");
                        });
        assertThat(last.output.records()).hasSize(1);
    }

    @Test
    void deadLettersAreNotRepeatedAfterARestore() throws IOException {
        Path file = write(directory.resolve("a.jsonl"), "{}\noops\n{}\n");
        RecordedOutput<Object> output = new RecordedOutput<>();
        List<FileSplit> splits = List.of(whole(file));
        for (int attempt = 0; !splits.isEmpty(); attempt++) {
            assertThat(attempt).as("attempts").isLessThan(20);
            ReaderRun<Object> run =
                    new ReaderRun<>(
                            JsonLinesFormat.of(Object.class),
                            ErrorPolicy.deadLetter(BAD),
                            settings(1),
                            output);
            run.reader.addSplits(splits);
            int before = output.records().size() + output.sideRecords().size();
            for (int polls = 0;
                    polls < 99 && output.records().size() + output.sideRecords().size() == before;
                    polls++) {
                run.reader.poll(output, onePolls());
                run.context.runAllTasks();
            }
            splits = run.reader.snapshotState(attempt);
        }

        assertThat(output.sideRecords()).hasSize(1);
        assertThat(output.records()).hasSize(2);
    }

    @Test
    void skipsAndCounts() throws IOException {
        Path file = write(directory.resolve("a.csv"), "x,1\nbroken\ny,2,3\nz,\n\"open,4\nw,5\n");

        ReaderRun<Row> run =
                ReaderRun.readAll(
                        CsvFormat.withColumns(Row.class, "name", "number"),
                        ErrorPolicy.skip(),
                        SETTINGS,
                        List.of(whole(file)));

        assertThat(run.output.records()).containsExactly(new Row("x", 1), new Row("w", 5));
        assertThat(run.context.metrics().counter("recordsSkipped").value()).isEqualTo(4);
    }

    @Test
    void malformedUtf8IsMalformed() throws IOException {
        byte[] content = "good\nb?d\n\uFFFD is good\n".getBytes(StandardCharsets.UTF_8);
        content[6] = (byte) 0xFF;
        Path file = write(directory.resolve("a.txt"), content);

        ReaderRun<String> run =
                ReaderRun.readAll(TEXT, ErrorPolicy.skip(), SETTINGS, List.of(whole(file)));
        assertThat(run.output.records()).containsExactly("good", "\uFFFD is good");

        assertThatThrownBy(() -> lines(file)).hasMessageContaining("byte 2 of the line");
    }

    @Test
    void linesThatAreTooLongAreMalformedAndTheNextIsNot() throws IOException {
        Path file =
                write(
                        directory.resolve("a.txt"),
                        "short\n" + "x".repeat(100) + "\nlast " + "y".repeat(3));
        for (int chunk = 1; chunk < 130; chunk++) {
            ReaderRun<String> run =
                    ReaderRun.readAll(
                            TEXT,
                            ErrorPolicy.deadLetter(BAD),
                            new ReadSettings(chunk, 10, false),
                            List.of(whole(file)));

            assertThat(run.output.records()).containsExactly("short", "last yyy");
            assertThat(run.output.sideRecords())
                    .as("chunk=%d", chunk)
                    .containsExactly(
                            new BadRecord(
                                    file.toString(),
                                    2,
                                    "x".repeat(10),
                                    "the line is longer than 10 bytes; see"
                                            + " FileSource.maxLineLength"));
        }
    }

    @Test
    void aStrayQuoteDoesNotSwallowTheFile() throws IOException {
        Path file =
                write(directory.resolve("a.csv"), "a,1\n\"b,2\n" + "c,3\n".repeat(50) + "d,4\n");

        ReaderRun<Row> run =
                ReaderRun.readAll(
                        CsvFormat.withColumns(Row.class, "name", "number").withQuotedLineFeeds(),
                        ErrorPolicy.skip(),
                        new ReadSettings(16, 20, false),
                        List.of(whole(file)));

        assertThat(run.output.records())
                .startsWith(new Row("a", 1))
                .endsWith(new Row("d", 4))
                .hasSizeGreaterThan(45);
        assertThat(run.context.metrics().counter("recordsSkipped").value()).isEqualTo(1);
    }

    @Test
    void errorsOfTheProgramAreNotMalformedLines() throws IOException {
        Path file = write(directory.resolve("a.jsonl"), "{}\n");

        assertThatThrownBy(
                        () ->
                                ReaderRun.readAll(
                                        JsonLinesFormat.of(Runnable.class),
                                        ErrorPolicy.skip(),
                                        SETTINGS,
                                        List.of(whole(file))))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("class=java.lang.Runnable");
    }
}
