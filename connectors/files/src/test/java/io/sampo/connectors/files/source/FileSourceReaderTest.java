/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import static io.sampo.connectors.files.source.TextFiles.SETTINGS;
import static io.sampo.connectors.files.source.TextFiles.TEXT;
import static io.sampo.connectors.files.source.TextFiles.cut;
import static io.sampo.connectors.files.source.TextFiles.gzip;
import static io.sampo.connectors.files.source.TextFiles.lines;
import static io.sampo.connectors.files.source.TextFiles.onePolls;
import static io.sampo.connectors.files.source.TextFiles.randomSplits;
import static io.sampo.connectors.files.source.TextFiles.settings;
import static io.sampo.connectors.files.source.TextFiles.whole;
import static io.sampo.connectors.files.source.TextFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.CsvFormat;
import io.sampo.connectors.files.format.LineFormat;
import io.sampo.connectors.files.source.TextFiles.Row;
import io.sampo.connectors.files.testkit.RecordedOutput;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceReaderTest {
    @TempDir Path directory;

    @Test
    void readsLinesHoweverTheyEnd() throws IOException {
        assertThat(lines(write(directory.resolve("a"), "one\ntwo\r\n\n\r\nthree")))
                .containsExactly("one", "two", "three");
        assertThat(lines(write(directory.resolve("b"), "a\rb\n"))).containsExactly("a\rb");
        assertThat(lines(write(directory.resolve("c"), "\uFEFFfirst\n\uFEFFsecond\n")))
                .containsExactly("first", "\uFEFFsecond");
        assertThat(lines(write(directory.resolve("d"), "\n\n\n"))).isEmpty();
        assertThat(lines(write(directory.resolve("e"), "a\nb\r"))).containsExactly("a", "b");
        assertThat(lines(write(directory.resolve("f.gz"), "one\ntwo\r\n\nthree")))
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
            Path file =
                    write(directory.resolve("seed-" + seed + (packed ? ".gz" : ".txt")), content);
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

    @Test
    void readsHeadersWhereverTheSplitBegins() throws IOException {
        Path file = write(directory.resolve("a.csv"), "\uFEFF\nnumber,name\n1,x\n2,y\n3,z\n");
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
        Path file = write(directory.resolve("a.csv.gz"), "number,name\n1,x\n\n2,y\n3,z\n");
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
        Path file = write(directory.resolve("a.csv"), "name,nummer\nx,1\n");

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
        Path file = write(directory.resolve("a.csv"), "weight, number,more\n1.5,7,x\n");

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
        Path file =
                write(
                        directory.resolve("a.csv"),
                        "name,number\n\"a\nb\",1\n\"say \"\"hi\"\"\r\nagain\",2\n");

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

        Path shorter = write(directory.resolve("shorter.txt"), "abc\n");
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
        Path file = write(directory.resolve("a.txt"), "0123456\n".repeat(1000));
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
        Path file = write(directory.resolve("a.txt"), "1\n2\n3\n");
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

        FileSplit split = whole(write(directory.resolve("a.txt"), "1\n"));
        run.reader.addSplits(List.of(split));
        run.reader.poll(run.output, onePolls());
        assertThat(run.output.openSplits()).containsOnlyKeys(split.splitId());
        assertThat(run.reader.snapshotState(1)).containsExactly(split);
    }
}
