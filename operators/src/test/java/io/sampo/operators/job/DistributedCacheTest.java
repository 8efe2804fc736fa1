/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributedCacheTest {
    @TempDir private Path directory;

    /** Puts what a file says before each word. */
    private static final class Prefix extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;
        private transient @Nullable String prefix;

        @Override
        public void open(RuntimeContext context) throws IOException {
            prefix = Files.readString(context.getDistributedCache().getFile("prefix"));
        }

        @Override
        public void processElement(String word, Context<String> context, Collector<String> out) {
            out.collect(prefix + word);
        }
    }

    @Test
    void aHarnessGivesFunctionsTheFileItself() throws IOException {
        Path file = Files.writeString(directory.resolve("prefix.txt"), "un");
        try (OperatorHarness<String, String> harness =
                KeyedHarness.<String, String, String>of(new Prefix(), word -> word)
                        .withCachedFile(file, "prefix")
                        .open()) {
            harness.process("known");

            assertThat(harness.output()).containsExactly("unknown");
        }
    }

    @Test
    void aCopyThatWasDeletedIsNamed() throws IOException {
        Path copy = Files.writeString(directory.resolve("copy"), "here");
        DistributedCache cache = DistributedCache.of(Map.of("file", copy));
        assertThat(cache.getFile("file")).isEqualTo(copy);

        Files.delete(copy);
        assertThatThrownBy(() -> cache.getFile("file"))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        gone -> assertThat(gone.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE))
                .hasMessageContaining("is gone: name='file' copy=" + copy);
    }
}
