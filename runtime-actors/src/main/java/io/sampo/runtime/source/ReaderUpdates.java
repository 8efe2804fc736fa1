/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.source;

import io.sampo.runtime.subtask.SubtaskActor.UpdateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What an enumerator decides during one call, gathered: each reader hears of it at one go. */
final class ReaderUpdates {
    private final List<List<byte[]>> splits = new ArrayList<>();
    private final boolean[] last;
    private final long[] sent;
    private @Nullable Long watermarkCap;

    ReaderUpdates(int readers) {
        for (int i = 0; i < readers; i++) {
            splits.add(new ArrayList<>());
        }
        last = new boolean[readers];
        sent = new long[readers];
    }

    void assign(byte[] split, int reader) {
        splits.get(reader).add(split);
    }

    void noMoreSplits(int reader) {
        last[reader] = true;
    }

    /** For all readers. */
    void capWatermark(long timestamp) {
        watermarkCap = timestamp;
    }

    /** Returns how many updates a reader was sent. */
    long sentTo(int reader) {
        return sent[reader];
    }

    /** Hands over what there is for each reader, by index, and begins anew. */
    void send(BiConsumer<Integer, UpdateSource> receiver) {
        for (int reader = 0; reader < last.length; reader++) {
            List<byte[]> added = splits.get(reader);
            if (!added.isEmpty() || watermarkCap != null || last[reader]) {
                receiver.accept(
                        reader,
                        new UpdateSource(
                                ++sent[reader], List.copyOf(added), watermarkCap, last[reader]));
                added.clear();
                last[reader] = false;
            }
        }
        watermarkCap = null;
    }
}
