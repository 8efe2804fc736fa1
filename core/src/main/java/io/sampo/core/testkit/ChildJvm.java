/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JVMs like this one in processes of their own: for tests that kill what they start, and for
 * measurements.
 */
public final class ChildJvm {
    /** Options for lives of seconds: what makes a long one fast only delays them. */
    public static final List<String> SHORT_LIVED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private static final int ORPHANED = 3;

    private ChildJvm() {}

    /**
     * Returns what starts a JVM with the class path of this one.
     *
     * @param options such as {@code -Xmx256m}
     * @param main what it runs
     * @param arguments of that
     */
    public static ProcessBuilder of(List<String> options, Class<?> main, List<String> arguments) {
        return of(System.getProperty("java.class.path"), options, main.getName(), arguments);
    }

    /** As {@link #of(List, Class, List)}, with another class path. */
    public static ProcessBuilder of(
            String classPath, List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /**
     * Ends this process soon after the one that has started it, however that ends. Returns at once.
     * Whoever calls it reads its standard input no further: that ends when the process at its other
     * end does.
     */
    public static void endWithParent() {
        Thread watch = new Thread(ChildJvm::awaitParentsEnd, "parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitParentsEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // as good as the end
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    /**
     * Returns ports of the loopback address that nobody listens at when it returns, each another
     * one: for those who must be told their own before they start.
     *
     * @throws IOException when there are none
     */
    public static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
