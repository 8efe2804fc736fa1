/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hears of each result of the job as it is written, and remembers the first of each attempt. */
final class Arrivals implements AutoCloseable {
    private final ServerSocket listener;

    /** By attempt and subtask, when its first result came. */
    private final Map<Integer, Map<Integer, Long>> firstNanos = new HashMap<>();

    private Arrivals(ServerSocket listener) {
        this.listener = listener;
    }

    static Arrivals listen() throws IOException {
        Arrivals arrivals = new Arrivals(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        inBackground(arrivals::accept);
        return arrivals;
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "arrivals");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket writer = listener.accept();
                inBackground(() -> read(writer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void read(Socket writer) {
        try (DataInputStream in = new DataInputStream(writer.getInputStream())) {
            while (true) {
                note(in.readInt(), in.readInt());
            }
        } catch (IOException ended) {
            // with its subtask
        }
    }

    private synchronized void note(int attempt, int subtask) {
        Map<Integer, Long> ofAttempt =
                firstNanos.computeIfAbsent(attempt, unknown -> new HashMap<>());
        if (ofAttempt.putIfAbsent(subtask, System.nanoTime()) == null) {
            notifyAll();
        }
    }

    /** Returns the last attempt that has written something; 0 if none has. */
    synchronized int attempt() {
        return firstNanos.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /**
     * When the next attempt came.
     *
     * @param first when the first of its subtasks wrote something
     * @param all when all had
     */
    record Return(long first, long all) {}

    /** Waits until all subtasks of a later attempt have written something. */
    synchronized Return awaitAfter(int attempt, int subtasks, long limitNanos)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limitNanos;
        while (true) {
            for (Map.Entry<Integer, Map<Integer, Long>> each : firstNanos.entrySet()) {
                if (each.getKey() > attempt && each.getValue().size() == subtasks) {
                    Collection<Long> times = each.getValue().values();
                    return new Return(Collections.min(times), Collections.max(times));
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException(
                        "No result of a later attempt: after=" + attempt + " seen=" + firstNanos);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
