/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineScannerTest {
    /** One line and where it was found. */
    private record Found(String text, long start, long lineFeedsBefore) {}

    private static List<Found> scan(byte[] content, boolean quoted, Random random) {
        LineScanner scanner = new LineScanner(100, quoted, 1000);
        List<Found> found = new ArrayList<>();
        int at = 0;
        while (at < content.length) {
            int count = Math.min(content.length - at, 1 + random.nextInt(9));
            byte[] chunk = new byte[count + 3];
            System.arraycopy(content, at, chunk, 0, count);
            scanner.feed(chunk, count);
            at += count;
            while (scanner.next()) {
                found.add(found(scanner));
            }
        }
        if (scanner.last()) {
            found.add(found(scanner));
        }
        return found;
    }

    private static Found found(LineScanner scanner) {
        return new Found(
                new String(scanner.copy(), StandardCharsets.UTF_8),
                scanner.foundStart(),
                scanner.foundLineFeeds());
    }

    @Test
    void findsWhatAPlainLoopFinds() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            boolean quoted = random.nextBoolean();
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append("ab\n\r\"\n".charAt(random.nextInt(6)));
            }
            byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);

            assertThat(scan(content, quoted, random))
                    .as("seed=%d quoted=%s text=%s", seed, quoted, text)
                    .isEqualTo(plainly(text.toString(), quoted));
        }
    }

    private static List<Found> plainly(String text, boolean quoted) {
        List<Found> found = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        long lineFeeds = 0;
        long lineFeedsAtStart = 0;
        int start = 0;
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            open ^= quoted && c == '"';
            lineFeeds += c == '\n' ? 1 : 0;
            if (c == '\n' && !open) {
                found.add(new Found(withoutReturn(line), 100L + start, lineFeedsAtStart));
                line.setLength(0);
                start = i + 1;
                lineFeedsAtStart = lineFeeds;
            } else {
                line.append(c);
            }
        }
        if (!line.isEmpty()) {
            found.add(new Found(withoutReturn(line), 100L + start, lineFeedsAtStart));
        }
        return found;
    }

    private static String withoutReturn(StringBuilder line) {
        boolean ends = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
        return ends ? line.substring(0, line.length() - 1) : line.toString();
    }
}
