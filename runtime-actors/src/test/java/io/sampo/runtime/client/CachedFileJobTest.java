/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.graph.CachedFile;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.FaultyFiles;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import io.sampo.runtime.worker.CachedCopies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that take files along. */
class CachedFileJobTest {
    /** What functions have read, each with its attempt. */
    private static final Set<String> READ = ConcurrentHashMap.newKeySet();

    private static final Set<Path> COPIES = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean FAIL_ONCE = new AtomicBoolean();

    @TempDir private Path directory;
    private Path words;

    @BeforeEach
    void write() throws IOException {
        READ.clear();
        COPIES.clear();
        FAIL_ONCE.set(false);
        words = Files.writeString(directory.resolve("words.txt"), "one two");
    }

    /** Reads a file when it opens, and may then spoil the original and fail. */
    private record Reading(String name, String original)
            implements MapFunction<Long, Long>, RichFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(RuntimeContext context) throws Exception {
            Path copy = context.getDistributedCache().getFile(name);
            COPIES.add(copy);
            READ.add(
                    context.attempt()
                            + "/"
                            + context.subtaskIndex()
                            + " "
                            + Files.readString(copy)
                            + (Files.isExecutable(copy) ? " x" : ""));
        }

        @Override
        public Long map(Long number) throws Exception {
            if (FAIL_ONCE.getAndSet(false)) {
                Files.writeString(Path.of(original), "other");
                throw new IllegalStateException("own");
            }
            return number;
        }
    }

    private StreamEnvironment environment(String asked) {
        StreamEnvironment env =
                TestJobs.env(
                        "sampo.restart { strategy = fixed-delay, delay = 1ms }\n"
                                + "sampo.runtime.work-dir = \""
                                + work()
                                + "\"\n"
                                + TestJobs.checkpoints(directory.resolve("checkpoints"), "1h"));
        env.fromSource(Numbers.upTo(100).in(4), WatermarkStrategy.noWatermarks(), "numbers")
                .map(new Reading(asked, words.toString()))
                .name("read")
                .sinkTo(CallSink.to(number -> {}))
                .name("sink");
        return env;
    }

    private Path work() {
        return directory.resolve("work");
    }

    private static JobResult run(StreamEnvironment env) {
        return TestJobs.finish(env.executeAsync("job"));
    }

    @Test
    void eachSubtaskReadsTheCopyOfItsProcess() {
        run(environment("words").registerCachedFile(words, "words"));

        assertThat(READ).containsExactlyInAnyOrder("1/0 one two", "1/1 one two");
        assertThat(COPIES)
                .singleElement()
                .satisfies(
                        copy -> {
                            assertThat(copy).startsWithRaw(work()).hasFileName("words.txt");
                            assertThat(copy).as("after the job").doesNotExist();
                        });
        assertThat(work()).isEmptyDirectory();
        assertThat(words).hasContent("one two");
    }

    @Test
    void restartsReadWhatTheFirstAttemptDid() {
        FAIL_ONCE.set(true);
        JobResult result = run(environment("words").registerCachedFile(words, "words"));

        assertThat(result.attempts()).isEqualTo(2);
        assertThat(words).hasContent("other");
        assertThat(READ).contains("2/0 one two", "2/1 one two");
    }

    @Test
    void whatIsToBeExecutedCanBe() throws IOException {
        Path same = Files.createDirectories(directory.resolve("more")).resolve("words.txt");
        Files.writeString(same, "#!/bin/sh");
        run(
                environment("script")
                        .registerCachedFile(words, "words")
                        .registerCachedFile(same, "script", true));

        assertThat(READ).contains("1/0 #!/bin/sh x");
    }

    @Test
    void anUnknownNameFailsTheJobWithTheKnownOnes() {
        JobClient job =
                environment("sentences")
                        .registerCachedFile(words, "words")
                        .registerCachedFile(words, "more words")
                        .executeAsync("job");
        StreamException failure = TestJobs.failure(job);

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM);
        assertThat(failure).hasMessageContaining("name='sentences' known=[more words, words]");
    }

    @Test
    void aFileThatIsNotThereKeepsTheJobFromStarting() {
        Path gone = directory.resolve("gone");
        StreamEnvironment env =
                environment("words")
                        .registerCachedFile(words, "words")
                        .registerCachedFile(gone, "gone");

        assertThatThrownBy(() -> env.executeAsync("job"))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE))
                .hasMessageContaining("is not there: name='gone' path=" + gone);
        assertThat(work()).as("the copies that were made").isEmptyDirectory();
    }

    @Test
    void aDirectoryIsRefused() {
        StreamEnvironment env = environment("all").registerCachedFile(directory, "all");

        assertThatThrownBy(() -> env.executeAsync("job"))
                .hasMessageContaining("is a directory: name='all' path=" + directory);
    }

    @Test
    void aFileThatChangesWhileItIsCopiedIsNoticed() {
        assertThatThrownBy(
                        () ->
                                CachedCopies.make(
                                        FaultyFiles.of(
                                                (method, file) -> {
                                                    if (method.equals("open")
                                                            && file.equals(words)) {
                                                        Files.writeString(file, "one two three");
                                                    }
                                                }),
                                        List.of(new CachedFile("words", words, false)),
                                        work()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        changed -> assertThat(changed.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining("is not like the file: name='words'");
    }
}
