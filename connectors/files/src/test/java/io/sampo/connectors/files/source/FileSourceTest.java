/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.files.BadRecord;
import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.CsvFormat;
import io.sampo.connectors.files.testkit.RecordedEnumeratorContext;
import io.sampo.connectors.files.testkit.RecordedOutput;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.testkit.ManualReaderContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    @TempDir Path directory;

    record Airport(String iata, String city, double latitude) {}

    private static <S extends Source<?, ?, ?>> S travel(S source) {
        return ClosureCodec.read(
                ClosureCodec.write(source, "source"), FileSourceTest.class.getClassLoader());
    }

    /** From the program to the records, serialized where the engine does it. */
    private static <T> List<T> readAll(FileSource<T> source) throws Exception {
        RecordedEnumeratorContext<FileSplit> job = new RecordedEnumeratorContext<>(1, 0);
        var enumerator = travel(source).createEnumerator(job, null);
        enumerator.start();
        job.runCalls();
        ManualReaderContext context = new ManualReaderContext();
        RecordedOutput<T> output = new RecordedOutput<>();
        SourceReader<T, FileSplit> reader = travel(source).createReader(context);
        reader.start();
        Status status = Status.MORE;
        for (int handled = 0; status != Status.END; ) {
            if (context.splitRequests() > handled) {
                handled++;
                int before = job.assigned().size();
                enumerator.handleSplitRequest(0);
                reader.addSplits(job.assigned().subList(before, job.assigned().size()));
                if (job.takeEvents().contains("0<-end")) {
                    reader.noMoreSplits();
                }
            }
            status = reader.poll(output, TurnBudget.UNLIMITED);
            context.runAllTasks();
        }
        assertThat(output.openSplits()).as("splits not released").isEmpty();
        return output.records();
    }

    @Test
    void readsADirectoryOfFilesInSplits() throws Exception {
        Files.writeString(directory.resolve("b.csv"), "iata,city,latitude,x\nHEL,Vantaa,60.3,1\n");
        Files.writeString(
                directory.resolve("a.csv"),
                "latitude,iata,city\n61.4,TMP,Pirkkala\n64.9,OUL,\"Oulu, North\"\n");

        List<Airport> airports = readAll(FileSource.csv(directory, Airport.class).splitSize(7));

        assertThat(airports)
                .containsExactly(
                        new Airport("TMP", "Pirkkala", 61.4),
                        new Airport("OUL", "Oulu, North", 64.9),
                        new Airport("HEL", "Vantaa", 60.3));
    }

    @Test
    void readsEveryFormat() throws Exception {
        Path json =
                Files.writeString(
                        directory.resolve("a.jsonl"),
                        "{\"iata\":\"HEL\",\"latitude\":60.3,\"more\":[1]}\n  \n");
        assertThat(readAll(FileSource.jsonLines(json, Airport.class)))
                .as("missing text is null, unknown fields are ignored")
                .hasToString("[Airport[iata=HEL, city=null, latitude=60.3]]");

        Path semicolons = Files.writeString(directory.resolve("a.csv"), "60.3;HEL;\n");
        assertThat(
                        readAll(
                                FileSource.of(
                                        semicolons,
                                        CsvFormat.withColumns(
                                                        Airport.class, "latitude", "iata", "city")
                                                .withSeparator(';'))))
                .containsExactly(new Airport("HEL", "", 60.3));

        Path text = Files.writeString(directory.resolve("a.txt"), "one\ntwo\n");
        assertThat(readAll(FileSource.text(text.toString()).splitSize(1)))
                .containsExactly("one", "two");
        assertThat(
                        readAll(
                                FileSource.<Integer>of(
                                        text,
                                        header ->
                                                (bytes, offset, length) ->
                                                        bytes[offset] == 't' ? null : length)))
                .containsExactly(3);
    }

    @Test
    void aMissingPrimitiveIsMalformed() throws Exception {
        Path json = Files.writeString(directory.resolve("a.jsonl"), "{\"iata\":\"HEL\"}\n");

        assertThatThrownBy(() -> readAll(FileSource.jsonLines(json, Airport.class)))
                .hasMessageContaining("line=1")
                .hasMessageContaining("double");
    }

    @Test
    void aHeaderThatIsNoCsvFailsWhateverThePolicy() throws Exception {
        Path csv = Files.writeString(directory.resolve("a.csv"), "iata,\"city\nHEL,x\n");

        assertThatThrownBy(
                        () ->
                                readAll(
                                        FileSource.csv(csv, Airport.class)
                                                .onMalformed(ErrorPolicy.skip())))
                .hasMessageContaining("first line of a file cannot be understood: file=" + csv)
                .hasMessageContaining("header=[iata,\"city]");
    }

    @Test
    void settingsTravel() {
        FileSource<String> source =
                travel(
                        FileSource.text("in")
                                .watching(Duration.ofSeconds(5))
                                .onMalformed(
                                        ErrorPolicy.deadLetter(
                                                OutputTag.of("bad", BadRecord.class))));

        assertThat(source).hasToString("FileSource[in]");
        assertThat(source.isBounded()).isFalse();
        assertThatThrownBy(() -> source.watching(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> source.splitSize(0)).hasMessageContaining("bytes=0");
    }

    @Test
    void rule85_whatStandsInACheckpointComesBack() {
        FileSplit split = new FileSplit("a.txt", 10, 20, 99, 15);
        assertComesBack(split);
        assertComesBack(
                new FileEnumeratorState(
                        true, List.of(split), List.of(new InputFile("b.txt", 7, 1234))));
        assertComesBack(new BadRecord("a.txt", 3, "text", "reason"));
    }

    private static void assertComesBack(Object value) {
        ValueSerializer<Object> serializer =
                new ForySerializationFactory(FileSourceTest.class.getClassLoader())
                        .create()
                        .forState(TypeInfo.unknown(), "test");
        BinaryOutput bytes = new BinaryOutput();
        serializer.write(value, bytes);
        assertThat(serializer.read(new BinaryInput(bytes.toByteArray()))).isEqualTo(value);
    }
}
