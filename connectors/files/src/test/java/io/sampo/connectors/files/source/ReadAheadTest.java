/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    /** A file of so many bytes, some of them beyond the split. */
    private static final class NumberedBytes implements OpenFile {
        private final int length;
        private final int splitEnd;
        private final Random random;
        private final AtomicInteger open;
        private int offset;

        NumberedBytes(int length, int splitEnd, long seed, AtomicInteger open) {
            this.length = length;
            this.splitEnd = splitEnd;
            random = new Random(seed);
            this.open = open;
            open.incrementAndGet();
        }

        @Override
        public Chunk.@Nullable Header header() {
            return null;
        }

        @Override
        public Chunk.@Nullable Bytes read(int maxBytes) {
            if (offset == length) {
                return null;
            }
            byte[] content = new byte[Math.min(length - offset, 1 + random.nextInt(maxBytes))];
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) (offset + i);
            }
            offset += content.length;
            return new Chunk.Bytes(content, content.length);
        }

        @Override
        public boolean isPastSplit() {
            return offset >= splitEnd;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    /** No wake-up is lost between the threads: else the reader would wait for ever. */
    @Test
    void handsOverEveryByteInOrderBetweenThreads() throws Exception {
        AtomicInteger open = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            for (int seed = 0; seed < 2000; seed++) {
                int run = seed;
                int length = new Random(seed).nextInt(300);
                Semaphore wakeUps = new Semaphore(0);
                ReadAhead input =
                        new ReadAhead(
                                () -> new NumberedBytes(length, length / 2, run, open),
                                16,
                                executor,
                                wakeUps::release);
                boolean stopEarly = seed % 10 == 0;
                byte[] read = readAll(input, wakeUps, stopEarly, seed);

                input.close();
                if (!stopEarly) {
                    assertThat(read).as("seed=%d", seed).hasSize(length);
                }
                for (int i = 0; i < read.length; i++) {
                    assertThat(read[i]).as("seed=%d byte=%d", seed, i).isEqualTo((byte) i);
                }
            }
        } finally {
            executor.shutdown();
        }
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(open).as("files left open").hasValue(0);
    }

    private static byte[] readAll(ReadAhead input, Semaphore wakeUps, boolean stopEarly, int seed)
            throws Exception {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (true) {
            Chunk chunk = input.poll();
            if (chunk instanceof Chunk.Ended || (stopEarly && read.size() > 50)) {
                return read.toByteArray();
            }
            if (chunk instanceof Chunk.Bytes bytes) {
                read.write(bytes.content(), 0, bytes.length());
            } else {
                assertThat(wakeUps.tryAcquire(10, TimeUnit.SECONDS))
                        .as("seed=%d: a wake-up", seed)
                        .isTrue();
                wakeUps.drainPermits();
            }
        }
    }
}
