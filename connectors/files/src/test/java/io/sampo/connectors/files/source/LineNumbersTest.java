/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.testkit.ManualReaderContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineNumbersTest {
    @TempDir Path directory;

    private final ManualReaderContext context = new ManualReaderContext();
    private final LineNumbers numbers = new LineNumbers(context.ioExecutor(), context::wakeUp);

    @Test
    void countsInAnyOrder() throws Exception {
        Random random = new Random(3);
        String[] contents = new String[2];
        Path[] files = new Path[2];
        for (int i = 0; i < 2; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 200; j++) {
                text.append(random.nextInt(4) == 0 ? '\n' : 'x');
            }
            contents[i] = text.toString();
            files[i] = Files.writeString(directory.resolve("file-" + i), text);
        }

        for (int ask = 0; ask < 300; ask++) {
            int file = random.nextInt(2);
            int bytes = random.nextInt(201);
            long expected =
                    contents[file].substring(0, bytes).chars().filter(c -> c == '\n').count();

            long first = numbers.lineFeedsIn(files[file].toString(), bytes);
            assertThat(first).as("ask=%d", ask).isIn(LineNumbers.UNKNOWN_YET, expected);
            context.runAllTasks();
            assertThat(numbers.lineFeedsIn(files[file].toString(), bytes))
                    .as("ask=%d file=%d bytes=%d", ask, file, bytes)
                    .isEqualTo(expected);
        }
    }

    @Test
    void failsIfTheFileIsGone() {
        String missing = directory.resolve("missing").toString();
        assertThat(numbers.lineFeedsIn(missing, 5)).isEqualTo(LineNumbers.UNKNOWN_YET);
        context.runAllTasks();

        assertThat(context.wakeUps()).isEqualTo(1);
        assertThatThrownBy(() -> numbers.lineFeedsIn(missing, 5)).hasMessageContaining(missing);
    }
}
