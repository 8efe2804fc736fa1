/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.FakeContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    private static String print(int parallelism) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FakeContext context = FakeContext.of("print");
        context.parallelism = parallelism;
        StandardOutput<Object> writer =
                new StandardOutput<>(
                        new PrintStream(bytes, false, StandardCharsets.UTF_8),
                        new SubtaskSinkContext(context));
        writer.write("a", 1);
        writer.write(2, 2);
        writer.flush(true);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesOneLineForEachRecord() {
        assertThat(print(1).lines()).containsExactly("a", "2");
    }

    @Test
    void namesTheSubtaskIfThereAreSeveral() {
        assertThat(print(3).lines()).containsExactly("0> a", "0> 2");
    }
}
