/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.connectors.files.ErrorPolicy;
import io.sampo.connectors.files.format.LineFormat;
import io.sampo.connectors.files.format.TextFormat;
import io.sampo.operators.chain.TurnBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Files to read, and splits of them. */
final class TextFiles {
    static final LineFormat<String> TEXT = new TextFormat();
    static final ReadSettings SETTINGS = settings(4096);

    private TextFiles() {}

    record Row(String name, int number) {}

    static ReadSettings settings(int chunkBytes) {
        return new ReadSettings(chunkBytes, 1 << 20, false);
    }

    /** Writes a file, packed if its name says so. */
    static Path write(Path file, String content) throws IOException {
        return write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path file, byte[] content) throws IOException {
        return Files.write(file, file.toString().endsWith(".gz") ? gzip(content) : content);
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(content);
        }
        return packed.toByteArray();
    }

    static FileSplit whole(Path file) throws IOException {
        long length = Files.size(file);
        return new FileSplit(file.toString(), 0, length, length, 0);
    }

    static List<FileSplit> cut(Path file, List<Long> borders) throws IOException {
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

    static List<FileSplit> randomSplits(Path file, Random random) throws IOException {
        long length = Files.size(file);
        List<Long> borders = new ArrayList<>();
        int step = 1 + random.nextInt(60);
        for (long at = 1L + random.nextInt(step); at < length; at += 1 + random.nextInt(step)) {
            borders.add(at);
        }
        return cut(file, borders);
    }

    static List<String> lines(Path file) throws IOException {
        return ReaderRun.readAll(TEXT, ErrorPolicy.fail(), SETTINGS, List.of(whole(file)))
                .output
                .records();
    }

    static TurnBudget onePolls() {
        int[] left = {1};
        return () -> left[0]-- <= 0;
    }
}
