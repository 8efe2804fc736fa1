/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerifyingInputStreamTest {
    @Test
    void passesWhatIsWhole() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            byte[] content = new byte[random.nextInt(20_000)];
            random.nextBytes(content);
            try (InputStream input = over(content, content)) {
                long skipped = input.skip(random.nextInt(content.length + 1));
                byte[] rest = input.readAllBytes();
                assertThat(rest)
                        .as("seed=%d", seed)
                        .isEqualTo(Arrays.copyOfRange(content, (int) skipped, content.length));
                assertThat(input.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void noticesEveryDamage() {
        byte[] content = "the content of a file".getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < content.length * 8; bit++) {
            byte[] damaged = content.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(content, damaged, "found crc32c=");
        }
        for (int length = 0; length < content.length; length++) {
            assertDamaged(
                    content,
                    Arrays.copyOf(content, length),
                    "found length=" + length + " expected length=21");
        }
        assertDamaged(content, Arrays.copyOf(content, 22), "found length>=22");
    }

    @Test
    void readsByteByByteToo() {
        byte[] content = {1, 2, 3};
        assertThatThrownBy(
                        () -> {
                            InputStream input = over(content, new byte[] {1, 2, 4});
                            while (input.read() >= 0) {}
                        })
                .isInstanceOf(StreamException.class);
    }

    @Test
    void checksumsAreTheKnownOnes() {
        // the check value of CRC-32C
        assertThat(Checksums.of("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("e3069283");
        assertThat(Checksums.of(new byte[0])).isEqualTo("00000000");
        assertThat(Checksums.toHex(0xABL)).isEqualTo("000000ab");
    }

    private static void assertDamaged(byte[] expected, byte[] found, String word) {
        assertThatThrownBy(() -> over(expected, found).transferTo(OutputStream.nullOutputStream()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED))
                .hasMessageContaining("file=chk-7/state")
                .hasMessageContaining(word)
                .hasMessageContaining("another checkpoint");
    }

    private static InputStream over(byte[] expected, byte[] found) {
        return new VerifyingInputStream(
                new ByteArrayInputStream(found),
                "chk-7/state",
                expected.length,
                Checksums.of(expected));
    }
}
