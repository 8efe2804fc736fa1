/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.io.BinaryOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreBatchTest {
    @Test
    void operationsComeBackInTheirOrder() {
        StoreBatch batch = new StoreBatch();
        batch.put(output("a"), output("1"));
        batch.append(output("a"), output("2"));
        batch.delete(output("b"));
        batch.put(bytes("c"), bytes("x".repeat(300)));
        batch.delete(bytes(""));

        assertThat(batch.count()).isEqualTo(5);
        assertThat(operations(batch))
                .containsExactly(
                        "put a=1", "append a=2", "delete b", "put c=" + "x".repeat(300), "delete ");
    }

    @Test
    void aClearedBatchIsEmptyAndCanBeUsedAgain() {
        StoreBatch batch = new StoreBatch();
        batch.put(bytes("a"), bytes("1"));
        batch.clear();
        assertThat(operations(batch)).isEmpty();
        assertThat(batch.bytes().length()).isZero();
        batch.delete(bytes("b"));
        assertThat(operations(batch)).containsExactly("delete b");
    }

    private static List<String> operations(StoreBatch batch) {
        List<String> seen = new ArrayList<>();
        batch.forEach(
                new StoreBatch.Visitor() {
                    @Override
                    public void put(byte[] key, byte[] value) {
                        seen.add("put " + text(key) + "=" + text(value));
                    }

                    @Override
                    public void append(byte[] key, byte[] value) {
                        seen.add("append " + text(key) + "=" + text(value));
                    }

                    @Override
                    public void delete(byte[] key) {
                        seen.add("delete " + text(key));
                    }
                });
        return seen;
    }

    private static BinaryOutput output(String text) {
        BinaryOutput output = new BinaryOutput();
        output.writeBytes(bytes(text));
        return output;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
