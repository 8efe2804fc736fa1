/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs like this one, with options and a class path of their own. */
public final class JavaProcess {
    /**
     * What makes events is not compiled into its caller: else a compiler that sees that a field is
     * not used does not make it, and another one would be compared with that.
     */
    public static final List<String> EVENTS_ARE_WHOLE =
            List.of(
                    "-XX:CompileCommand=quiet",
                    notInlined("NexmarkEvents::event"),
                    notInlined("NexmarkEvents::nthBid"),
                    notInlined("WordEvents::word"),
                    notInlined("StateOps::op"),
                    notInlined("SaleEvents::sale"));

    private JavaProcess() {}

    private static String notInlined(String method) {
        return "-XX:CompileCommand=dontinline,io.sampo.benchmarks.workload." + method;
    }

    /** Returns what starts it; what it says of errors is shown. */
    public static ProcessBuilder of(
            String classPath, List<String> options, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Returns ports of this machine that nobody listens at, each another one. */
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
