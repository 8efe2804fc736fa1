/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hears of each result of the job as it is written, and remembers the first and the last of each
 * attempt.
 */
final class Arrivals implements AutoCloseable {
    private final ServerSocket listener;

    /** By attempt and subtask, when its first result came. */
    private final NavigableMap<Integer, Map<Integer, Long>> firstNanos = new TreeMap<>();

    /** By attempt, when its last result came. */
    private final Map<Integer, Long> lastNanos = new HashMap<>();

    /** By attempt, the ids of the processes that have written something. */
    private final Map<Integer, Set<Long>> processes = new HashMap<>();

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
                note(in.readInt(), in.readInt(), in.readLong());
            }
        } catch (IOException ended) {
            // with its subtask
        }
    }

    private synchronized void note(int attempt, int subtask, long process) {
        long now = System.nanoTime();
        processes.computeIfAbsent(attempt, unknown -> new HashSet<>()).add(process);
        lastNanos.put(attempt, now);
        Map<Integer, Long> ofAttempt =
                firstNanos.computeIfAbsent(attempt, unknown -> new HashMap<>());
        if (ofAttempt.putIfAbsent(subtask, now) == null) {
            notifyAll();
        }
    }

    /** Returns the last attempt that has written something; 0 if none has. */
    synchronized int attempt() {
        return firstNanos.isEmpty() ? 0 : firstNanos.lastKey();
    }

    /** Returns the processes that have written something in the last attempt. */
    synchronized Set<Long> processes() {
        return Set.copyOf(processes.getOrDefault(attempt(), Set.of()));
    }

    /**
     * When the next attempt came.
     *
     * @param last when the last result came of the attempt before
     * @param first when the first of a later one came
     * @param all when all subtasks of a later one had written something
     */
    record Return(long last, long first, long all) {}

    /** Waits until all subtasks of a later attempt have written something. */
    synchronized Return awaitAfter(int attempt, int subtasks, long limitNanos)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limitNanos;
        while (true) {
            NavigableMap<Integer, Map<Integer, Long>> later = firstNanos.tailMap(attempt, false);
            for (Map<Integer, Long> times : later.values()) {
                if (times.size() == subtasks) {
                    return new Return(
                            lastNanos.getOrDefault(attempt, 0L),
                            Collections.min(later.firstEntry().getValue().values()),
                            Collections.max(times.values()));
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
