/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.sort;

import java.util.List;

/**
 * Several sorted streams as one. Of equal records, those of the earlier stream come first, so that
 * records stay in the order that they came in.
 */
final class RunMerge implements RecordStream {
    private final List<? extends RecordStream> streams;

    /** A heap of the numbers of the streams, by their current records. */
    private final int[] heap;

    private int size;
    private boolean started;

    RunMerge(List<? extends RecordStream> streams) {
        this.streams = streams;
        heap = new int[streams.size()];
    }

    @Override
    public boolean next() {
        if (!started) {
            start();
        } else if (size > 0) {
            if (!streams.get(heap[0]).next()) {
                size--;
                heap[0] = heap[size];
            }
            moveDown(0);
        }
        return size > 0;
    }

    private void start() {
        started = true;
        for (int stream = 0; stream < heap.length; stream++) {
            if (streams.get(stream).next()) {
                heap[size++] = stream;
            }
        }
        for (int place = size / 2 - 1; place >= 0; place--) {
            moveDown(place);
        }
    }

    private void moveDown(int from) {
        int place = from;
        int moved = heap[place];
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], moved)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = moved;
    }

    private boolean isBefore(int one, int other) {
        int order = streams.get(one).current().compareTo(streams.get(other).current());
        return order != 0 ? order < 0 : one < other;
    }

    @Override
    public RawRecord current() {
        return streams.get(heap[0]).current();
    }

    @Override
    public void close() {
        streams.forEach(RecordStream::close);
    }
}
