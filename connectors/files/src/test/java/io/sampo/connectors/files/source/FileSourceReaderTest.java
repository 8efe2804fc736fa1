/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.files.BadRecord;
import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.CsvFormat;
import io.sampo.connectors.files.format.JsonLinesFormat;
import io.sampo.connectors.files.format.LineFormat;
import io.sampo.connectors.files.format.TextFormat;
import io.sampo.connectors.files.testkit.RecordedOutput;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.OutputTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceReaderTest {
    private static final LineFormat<String> TEXT = new TextFormat();
    private static final OutputTag<BadRecord> BAD = OutputTag.of("bad", BadRecord.class);
    private static final ReadSettings SETTINGS = settings(4096);

    @TempDir Path directory;

    record Row(String name, int number) {}

    private static ReadSettings settings(int chunkBytes) {
        return new ReadSettings(chunkBytes, 1 << 20, false);
    }

    private Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), name.endsWith(".gz") ? gzip(content) : content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(content);
        }
        return packed.toByteArray();
    }

    private static FileSplit whole(Path file) throws IOException {
        long length = Files.size(file);
        return new FileSplit(file.toString(), 0, length, length, 0);
    }

    private static List<FileSplit> cut(Path file, List<Long> borders) throws IOException {
        long length = Files.size(file);
        List<FileSplit> splits = new ArrayList<>();
        long start = 0;
        for (long border : borders) {
            splits.add(new FileSplit(file.toString(), start, border, length, start));
            start = border;
        }
        splits.add(new FileSplit(file.toString(), start, length, length, start));
        return splits;
    }

    private List<String> lines(Path file) throws IOException {
        return ReaderRun.readAll(TEXT, ErrorPolicy.fail(), SETTINGS, List.of(whole(file)))
                .output
                .records();
    }

    @Test
    void readsLinesHoweverTheyEnd() throws IOException {
        assertThat(lines(write("a", "one\ntwo\r\n\n\r\nthree")))
                .containsExactly("one", "two", "three");
        assertThat(lines(write("b", "a\rb\n"))).containsExactly("a\rb");
        assertThat(lines(write("c", "\uFEFFfirst\n\uFEFFsecond\n")))
                .containsExactly("first", "\uFEFFsecond");
        assertThat(lines(write("d", "\n\n\n"))).isEmpty();
        assertThat(lines(write("e", "a\nb\r"))).containsExactly("a", "b");
        assertThat(lines(write("f.gz", "one\ntwo\r\n\nthree")))
                .containsExactly("one", "two", "three");
    }

    @Test
    void readsSeveralMembersOfOneGzipFile() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gzip("one\ntw".getBytes(StandardCharsets.UTF_8)));
        both.write(gzip("o\nthree\n".getBytes(StandardCharsets.UTF_8)));
        Path file = Files.write(directory.resolve("both.gz"), both.toByteArray());

        assertThat(lines(file)).containsExactly("one", "two", "three");
    }

    /** Whatever the splits, the chunks and the crashes are, the lines are those of a plain read. */
    @Test
    void rule85_everyLineComesOnceWhateverTheSplitsTheChunksAndTheRestores() throws IOException {
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            List<String> expected = new ArrayList<>();
            String content = randomContent(random, expected);
            boolean packed = random.nextInt(4) == 0;
            Path file = write("seed-" + seed + (packed ? ".gz" : ".txt"), content);
            List<FileSplit> splits =
                    packed ? new ArrayList<>(List.of(whole(file))) : randomSplits(file, random);
            ReadSettings settings = new ReadSettings(1 + random.nextInt(20), 1 << 20, false);

            RecordedOutput<String> output = new RecordedOutput<>();
            List<String> kept = new ArrayList<>();
            boolean ended = false;
            for (int attempt = 1; !ended; attempt++) {
                // More steps each time, else a compressed file never comes to its end.
                int steps = random.nextInt(100) * attempt;
                ReaderRun<String> run = new ReaderRun<>(TEXT, ErrorPolicy.fail(), settings, output);
                run.reader.addSplits(splits);
                run.reader.noMoreSplits();
                ended = run.step(random, steps);
                splits = new ArrayList<>(run.reader.snapshotState(1));
                kept.addAll(output.records());
                output.records().clear();
                if (!ended && random.nextBoolean()) {
                    // What comes after the checkpoint is lost with the crash.
                    run.step(random, random.nextInt(20));
                    output.records().clear();
                }
                run.reader.close();
                run.context.runAllTasks();
            }

            assertThat(splits).as("seed=%d: splits left at the end", seed).isEmpty();
            assertThat(output.openSplits()).as("seed=%d", seed).isNotNull();
            assertThat(kept).as("seed=%d", seed).containsExactlyElementsOf(expected);
        }
    }

    private static String randomContent(Random random, List<String> expected) {
        StringBuilder content = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        int lines = random.nextInt(30);
        for (int i = 0; i < lines; i++) {
            String line =
                    random.nextInt(4) == 0
                            ? ""
                            : "l" + i + "ä\uD83D\uDE00".repeat(random.nextInt(6)) + ".";
            boolean last = i == lines - 1 && random.nextBoolean();
            content.append(line).append(last ? "" : random.nextBoolean() ? "\n" : "\r\n");
            if (!line.isEmpty()) {
                expected.add(line);
            }
        }
        return content.toString();
    }

    private static List<FileSplit> randomSplits(Path file, Random random) throws IOException {
        long length = Files.size(file);
        List<Long> borders = new ArrayList<>();
        int step = 1 + random.nextInt(60);
        for (long at = 1L + random.nextInt(step); at < length; at += 1 + random.nextInt(step)) {
            borders.add(at);
        }
        return cut(file, borders);
    }

    @Test
    void readsHeadersWhereverTheSplitBegins() throws IOException {
        Path file = write("a.csv", "\uFEFF\nnumber,name\n1,x\n2,y\n3,z\n");
        byte[] content = Files.readAllBytes(file);
        for (int border = 1; border < content.length; border++) {
            List<Row> rows =
                    ReaderRun.readAll(
                                    CsvFormat.withHeader(Row.class),
                                    ErrorPolicy.fail(),
                                    settings(3),
                                    cut(file, List.of((long) border)))
                            .output
                            .records();

            assertThat(rows)
                    .as("border=%d", border)
                    .containsExactly(new Row("x", 1), new Row("y", 2), new Row("z", 3));
        }
    }

    @Test
    void rule85_goesOnInACompressedFileWithAHeader() throws IOException {
        Path file = write("a.csv.gz", "number,name\n1,x\n\n2,y\n3,z\n");
        RecordedOutput<Row> output = new RecordedOutput<>();
        List<FileSplit> splits = List.of(whole(file));
        for (int i = 1; i <= 3; i++) {
            ReaderRun<Row> run =
                    new ReaderRun<>(
                            CsvFormat.withHeader(Row.class), ErrorPolicy.fail(), SETTINGS, output);
            run.reader.addSplits(splits);
            while (output.records().size() < i) {
                run.reader.poll(output, onePolls());
                run.context.runAllTasks();
            }
            splits = run.reader.snapshotState(i);
            run.reader.close();
        }

        assertThat(output.records())
                .containsExactly(new Row("x", 1), new Row("y", 2), new Row("z", 3));
        assertThat(splits).extracting(FileSplit::position).containsExactly(5L);
    }

    private static TurnBudget onePolls() {
        int[] left = {1};
        return () -> left[0]-- <= 0;
    }

    /** A class with setters, for which Jackson leaves a property 0 that has no column. */
    public static class Person {
        public String name = "";
        public Integer height;
        private int number;
        private double weight;

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = number;
        }

        public double getWeight() {
            return weight;
        }

        public void setWeight(double weight) {
            this.weight = weight;
        }

        public int getLetters() {
            return name.length();
        }
    }

    private static <T> List<T> read(LineFormat<T> format, ErrorPolicy policy, Path file)
            throws IOException {
        return ReaderRun.readAll(format, policy, SETTINGS, List.of(whole(file))).output.records();
    }

    @Test
    void refusesAHeaderWithoutAColumnForAPrimitiveProperty() throws IOException {
        Path file = write("a.csv", "name,nummer\nx,1\n");

        assertThatThrownBy(() -> read(CsvFormat.withHeader(Person.class), ErrorPolicy.skip(), file))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_RECORD))
                .hasMessageContaining("file=" + file)
                .hasMessageContaining(
                        "columns are missing: missing=[number, weight] there=[name, nummer]");
        assertThatThrownBy(() -> read(CsvFormat.withHeader(Row.class), ErrorPolicy.skip(), file))
                .hasMessageContaining("columns are missing: missing=[number] there=[name, nummer]");
        assertThatThrownBy(
                        () ->
                                read(
                                        CsvFormat.withColumns(Person.class, "name", "number"),
                                        ErrorPolicy.skip(),
                                        file))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("missing=[weight] there=[name, number]");
    }

    @Test
    void columnsOfOtherPropertiesMayBeMissing() throws IOException {
        Path file = write("a.csv", "weight, number,more\n1.5,7,x\n");

        assertThat(read(CsvFormat.withHeader(Person.class), ErrorPolicy.fail(), file))
                .singleElement()
                .satisfies(
                        person -> {
                            assertThat(person.getNumber()).isEqualTo(7);
                            assertThat(person.getWeight()).isEqualTo(1.5);
                            assertThat(person.height).isNull();
                        });
    }

    @Test
    void quotedLineFeedsBelongToTheirField() throws IOException {
        Path file = write("a.csv", "name,number\n\"a\nb\",1\n\"say \"\"hi\"\"\r\nagain\",2\n");

        List<Row> rows =
                ReaderRun.readAll(
                                CsvFormat.withHeader(Row.class).withQuotedLineFeeds(),
                                ErrorPolicy.fail(),
                                settings(2),
                                List.of(whole(file)))
                        .output
                        .records();

        assertThat(rows).containsExactly(new Row("a\nb", 1), new Row("say \"hi\"\r\nagain", 2));
    }

    @Test
    void failsWithPlaceTextAndCause() throws IOException {
        Path file =
                write(
                        "bad.jsonl",
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
        Path file = write("bad.jsonl", "x".repeat(5000) + "\u0007\n");

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
            Path file = write("round-" + round + ".jsonl", content.toString());

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
        Path file = write("a.jsonl", "{}\noops\n{}\n");
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
        Path file = write("a.jsonl", "{}\noops\n{}\n");
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
        Path file = write("a.csv", "x,1\nbroken\ny,2,3\nz,\n\"open,4\nw,5\n");

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
        Path file = write("a.txt", content);

        ReaderRun<String> run =
                ReaderRun.readAll(TEXT, ErrorPolicy.skip(), SETTINGS, List.of(whole(file)));
        assertThat(run.output.records()).containsExactly("good", "\uFFFD is good");

        assertThatThrownBy(() -> lines(file)).hasMessageContaining("byte 2 of the line");
    }

    @Test
    void linesThatAreTooLongAreMalformedAndTheNextIsNot() throws IOException {
        Path file = write("a.txt", "short\n" + "x".repeat(100) + "\nlast " + "y".repeat(3));
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
        Path file = write("a.csv", "a,1\n\"b,2\n" + "c,3\n".repeat(50) + "d,4\n");

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
    void namesACutOffGzipFile() throws IOException {
        byte[] packed = gzip("some lines\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        Path file =
                Files.write(directory.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 9));

        assertThatThrownBy(() -> lines(file))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE))
                .hasMessageContaining("A gzip file is cut off or damaged: path=" + file);
    }

    @Test
    void namesAFileThatIsGoneOrHasBecomeShorter() throws IOException {
        Path gone = directory.resolve("gone.txt");
        assertThatThrownBy(
                        () ->
                                ReaderRun.readAll(
                                        TEXT,
                                        ErrorPolicy.fail(),
                                        SETTINGS,
                                        List.of(new FileSplit(gone.toString(), 0, 5, 5, 0))))
                .hasMessageContaining("no such file")
                .hasMessageContaining(gone.toString());

        Path shorter = write("shorter.txt", "abc\n");
        assertThatThrownBy(
                        () ->
                                ReaderRun.readAll(
                                        TEXT,
                                        ErrorPolicy.fail(),
                                        SETTINGS,
                                        List.of(new FileSplit(shorter.toString(), 0, 9, 9, 0))))
                .hasMessageContaining("length=4 listedLength=9");
    }

    @Test
    void readsOnlyAFewChunksAheadAndNotPastTheSplit() throws IOException {
        Path file = write("a.txt", "0123456\n".repeat(1000));
        ReaderRun<String> run =
                new ReaderRun<>(TEXT, ErrorPolicy.fail(), settings(16), new RecordedOutput<>());
        run.reader.addSplits(List.of(new FileSplit(file.toString(), 0, 4000, 8000, 0)));

        run.reader.poll(run.output, TurnBudget.UNLIMITED);
        run.context.runOneTask();
        assertThat(run.context.wakeUps()).as("chunks read ahead").isEqualTo(4);

        run.reader.poll(run.output, TurnBudget.UNLIMITED);
        assertThat(run.output.records()).hasSize(8);
    }

    @Test
    void asksForTheNextSplitBeforeThePresentOneIsDone() throws IOException {
        Path file = write("a.txt", "1\n2\n3\n");
        ReaderRun<String> run =
                new ReaderRun<>(TEXT, ErrorPolicy.fail(), SETTINGS, new RecordedOutput<>());
        assertThat(run.context.splitRequests()).isEqualTo(1);

        run.reader.addSplits(List.of(whole(file)));
        run.reader.poll(run.output, TurnBudget.UNLIMITED);
        run.context.runAllTasks();
        run.reader.poll(run.output, onePolls());

        assertThat(run.context.splitRequests()).isEqualTo(2);
        assertThat(run.output.records()).isEmpty();
    }

    @Test
    void rule17_aReaderWithoutFilesIsCaughtUp() throws IOException {
        ReaderRun<String> run =
                new ReaderRun<>(
                        TEXT,
                        ErrorPolicy.fail(),
                        new ReadSettings(4096, 4096, true),
                        new RecordedOutput<>());

        assertThat(run.reader.poll(run.output, TurnBudget.UNLIMITED)).isEqualTo(Status.NOTHING_NOW);
        assertThat(run.output.openSplits()).containsEntry("files to come", true);

        FileSplit split = whole(write("a.txt", "1\n"));
        run.reader.addSplits(List.of(split));
        run.reader.poll(run.output, onePolls());
        assertThat(run.output.openSplits()).containsOnlyKeys(split.splitId());
        assertThat(run.reader.snapshotState(1)).containsExactly(split);
    }

    @Test
    void errorsOfTheProgramAreNotMalformedLines() throws IOException {
        Path file = write("a.jsonl", "{}\n");

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
