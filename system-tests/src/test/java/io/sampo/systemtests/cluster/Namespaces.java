/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of Linux for each node, and a bridge that joins them, where the test is, too.
 * Needs the right to make them, which root has where it is not taken away.
 */
final class Namespaces implements Network {
    /** A private range that nobody is likely to use, by the process. */
    private static final int BLOCKS = 250;

    private final long process = ProcessHandle.current().pid();
    private final String subnet = "10.213." + process % BLOCKS + ".";
    private final String bridge = "sampo" + process;
    private final int nodes;

    private Namespaces(int nodes) {
        this.nodes = nodes;
    }

    /** Returns whether there can be namespaces here. */
    static boolean arePossible() throws InterruptedException {
        Namespaces probe = new Namespaces(1);
        try {
            probe.build();
            return true;
        } catch (IOException impossible) {
            return false;
        } finally {
            probe.close();
        }
    }

    static Namespaces create(int nodes) throws IOException, InterruptedException {
        Namespaces made = new Namespaces(nodes);
        made.build();
        return made;
    }

    private void build() throws IOException, InterruptedException {
        ip("link add " + bridge + " type bridge");
        ip("addr add " + subnet + "254/24 dev " + bridge);
        ip("link set " + bridge + " up");
        for (int i = 0; i < nodes; i++) {
            ip("netns add " + name(i));
            ip("link add " + plug(i) + " type veth peer name eth0 netns " + name(i));
            ip("link set " + plug(i) + " master " + bridge);
            ip("link set " + plug(i) + " up");
            ip("-n " + name(i) + " addr add " + host(i) + "/24 dev eth0");
            ip("-n " + name(i) + " link set eth0 up");
            ip("-n " + name(i) + " link set lo up");
        }
    }

    private String name(int node) {
        return bridge + "-" + node;
    }

    /** What a namespace is joined to the bridge by. */
    private String plug(int node) {
        return "s" + process + "p" + node;
    }

    @Override
    public String host(int node) {
        return subnet + (node + 1);
    }

    @Override
    public List<String> prefix(int node) {
        return List.of("ip", "netns", "exec", name(node));
    }

    @Override
    public void cutOff(int node) throws IOException, InterruptedException {
        ip("link set " + plug(node) + " down");
    }

    @Override
    public void cutBetween(int one, int other) throws IOException, InterruptedException {
        ip("-n " + name(one) + " route replace blackhole " + host(other));
        ip("-n " + name(other) + " route replace blackhole " + host(one));
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        for (int i = 0; i < nodes; i++) {
            ip("link set " + plug(i) + " up");
            ip("-n " + name(i) + " route flush type blackhole");
        }
    }

    @Override
    public void close() throws InterruptedException {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            commands.add("netns del " + name(i));
            commands.add("link del " + plug(i));
        }
        commands.add("link del " + bridge);
        for (String command : commands) {
            try {
                ip(command);
            } catch (IOException gone) {
                // a namespace takes its end of the plug with it, and what was not made cannot be
                // removed
            }
        }
    }

    private static void ip(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        Process ip = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (ip.waitFor() != 0) {
            throw new IOException(command + ": " + said.strip());
        }
    }
}
