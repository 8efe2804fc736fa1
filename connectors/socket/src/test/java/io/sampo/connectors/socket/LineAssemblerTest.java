/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineAssemblerTest {
    @Test
    void findsTheSameLinesHoweverTheBytesCome() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(80);
            for (int i = 0; i < length; i++) {
                text.append("abä\r\n".charAt(random.nextInt(5)));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            List<String> expected = new ArrayList<>();
            long tooLong = 0;
            for (String line : text.toString().split("\n", -1)) {
                String stripped = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                if (line.getBytes(StandardCharsets.UTF_8).length > 12) {
                    tooLong++;
                } else if (!stripped.isEmpty()) {
                    expected.add(stripped);
                }
            }

            LineAssembler lines = new LineAssembler(12);
            List<String> found = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(9));
                lines.feed(Arrays.copyOfRange(bytes, at, at + count), count);
                at += count;
                for (String line = lines.next(); line != null; line = lines.next()) {
                    found.add(line);
                }
            }
            String last = lines.takeBegun();
            if (last != null) {
                found.add(last);
            }

            assertThat(found).as("seed=%d", seed).isEqualTo(expected);
            assertThat(lines.dropped()).as("seed=%d", seed).isEqualTo(tooLong);
        }
    }
}
