/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sampo savepoint inspect}, on the last checkpoint of a job that has finished. */
class SavepointCommandTest {
    @TempDir private Path directory;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    /** What the job counts. */
    record Visit(String page, int seconds) {}

    private static final class Counting extends KeyedProcessFunction<String, Visit, Long> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable MapState<String, Visit> last;

        @Override
        public void open(RuntimeContext context) {
            last = context.getState(StateDescriptor.map("last", String.class, Visit.class));
        }

        @Override
        public void processElement(Visit visit, Context<String> context, Collector<Long> out) {
            last.put("visit", visit);
        }
    }

    private static final class Nowhere implements Sink<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<Long> createWriter(SinkContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Long value, long timestamp) {}

                @Override
                public void flush(boolean endOfInput) {}
            };
        }
    }

    private int sampo(String... arguments) {
        output.getBuffer().setLength(0);
        errors.getBuffer().setLength(0);
        return Cli.run(new PrintWriter(output, true), new PrintWriter(errors, true), arguments);
    }

    /** Runs the job and returns the checkpoint that it ended with. */
    private Path checkpoint() throws IOException {
        StreamEnvironment env =
                StreamEnvironment.local()
                        .setParallelism(1)
                        .setMaxParallelism(8)
                        .enableCheckpointing(Duration.ofHours(1), directory);
        env.fromElements(new Visit("/a", 1), new Visit("/b", 2), new Visit("/a", 3))
                .name("clicks")
                .keyBy(Visit::page)
                .process(new Counting())
                .name("visits")
                .sinkTo(new Nowhere())
                .name("nowhere");
        env.execute("pages");
        try (Stream<Path> found = Files.list(directory.resolve("pages"))) {
            return found.filter(path -> path.getFileName().toString().startsWith("chk-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void itPrintsOperatorsStatesAndSizes() throws IOException {
        Path checkpoint = checkpoint();

        assertThat(sampo("savepoint", "inspect", checkpoint.toString())).isZero();

        assertThat(output.toString())
                .containsPattern("checkpoint \\d+ of job 'pages', attempt 1, taken at 20")
                .contains(checkpoint.toString(), "all input was read")
                .contains("operator 'visits': parallelism 1, max parallelism 8, ")
                .contains("keys java.lang.String")
                .contains("subtask 0: heap, key groups 0 to 7, 1 files, ")
                .containsPattern(
                        "map 'last' of java\\.lang\\.String to"
                                + " io\\.sampo\\.cluster\\.cli\\.SavepointCommandTest\\$Visit: 2 rows,"
                                + " \\d+ B")
                .contains("operator 'nowhere': parallelism 1, max parallelism 8, no state")
                .doesNotContain("seconds: int");
        assertThat(errors.toString()).isEmpty();

        assertThat(sampo("savepoint", "inspect", "--schemas", checkpoint.toString())).isZero();
        assertThat(output.toString())
                .contains("SavepointCommandTest$Visit {page: java.lang.String, seconds: int}");
    }

    @Test
    void itPrintsJson() throws IOException {
        Path checkpoint = checkpoint();

        assertThat(sampo("savepoint", "inspect", "--json", "--verify", checkpoint.toString()))
                .isZero();

        assertThat(output.toString())
                .startsWith("{")
                .containsPattern("\"name\" : \"visits\",\\s+\"parallelism\" : 1,")
                .contains("\"name\" : \"last\"", "\"rows\" : 2,")
                .containsPattern("\\}\\s*$");
    }

    @Test
    void whatIsNoCheckpointIsAnErrorThatSaysSo() {
        assertThat(sampo("savepoint", "inspect", directory.toString())).isEqualTo(Cli.FAILED);

        assertThat(errors.toString())
                .contains("INPUT_UNAVAILABLE: There is no checkpoint")
                .contains(directory.resolve("metadata.json").toString())
                .doesNotContain("at io.sampo");
        assertThat(output.toString()).isEmpty();
        assertThat(sampo("savepoint")).isEqualTo(2);
        assertThat(errors.toString()).contains("Name one of [inspect, take]");
    }
}
