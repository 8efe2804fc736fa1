/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code sampo node} in a process of its own, seen from the test. */
final class NodeProcess implements AutoCloseable {
    /** Of a process that SIGTERM has ended. */
    static final int TERMINATED = 143;

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Pattern HTTP = Pattern.compile(" http=(\\S+) ");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name;
    private final Path scratch;
    private final Path log;
    private final Process process;
    private final long startedNanos = System.nanoTime();

    /** Where in the log what happens now begins. */
    private int mark;

    private NodeProcess(String name, Path scratch, Path log, Process process) {
        this.name = name;
        this.scratch = scratch;
        this.log = log;
        this.process = process;
    }

    /** Starts a node, as the other does, by its command alone. */
    static NodeProcess start(Path directory, String name, String settings) throws IOException {
        return start(directory, name, List.of(), settings);
    }

    /**
     * Starts one of several nodes of this machine.
     *
     * @param control its port; 0 for a free one
     * @param seed that of the node that founds the cluster
     * @param more further settings
     */
    static NodeProcess start(Path directory, String name, int control, int seed, String more)
            throws IOException {
        return start(
                directory,
                name,
                """
                sampo.node {
                  name = %s
                  seeds = ["127.0.0.1:%d"]
                  ports { control = %d, data = 0, lifeline = 0, http = 0 }
                  data-dir = "%s"
                  memory.total = 512m
                }
                %s
                """
                        .formatted(name, seed, control, directory.resolve(name + "-data"), more));
    }

    /**
     * Starts a node.
     *
     * @param directory for all its files, of which those of its last life are removed
     * @param prefix what its command begins with
     * @param settings what its file holds
     */
    static NodeProcess start(Path directory, String name, List<String> prefix, String settings)
            throws IOException {
        Path home = directory.resolve(name);
        Path scratch = home.resolve("scratch");
        Files.createDirectories(scratch);
        Path log = home.resolve("log");
        Path config = Files.writeString(home.resolve("node.conf"), settings);
        List<String> options = new ArrayList<>(ChildJvm.SHORT_LIVED);
        options.addAll(List.of("-Xmx128m", "-Djava.io.tmpdir=" + scratch));
        // the one of the tests would keep everything but warnings
        options.add("-Dlogback.configurationFile=node-logback.xml");
        ProcessBuilder node =
                ChildJvm.of(
                        options, NodeMain.class, List.of("node", "--config", config.toString()));
        node.command().addAll(0, prefix);
        Process process = node.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new NodeProcess(name, scratch, log, process);
    }

    long pid() {
        return process.pid();
    }

    String name() {
        return name;
    }

    /** Returns what the process has printed so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return "no log: " + unreadable;
        }
    }

    /** Returns when it printed the first line with that in it, if it has. */
    Optional<Instant> timeOf(String regex) {
        Matcher line = Pattern.compile("(?m)^(\\S+) .*" + regex).matcher(log());
        return line.find() ? Optional.of(Instant.parse(line.group(1))) : Optional.empty();
    }

    /** Leaves behind what was printed so far. */
    void mark() {
        mark = log().length();
    }

    /** Returns what was printed since the mark. */
    String recent() {
        return log().substring(mark);
    }

    /** Waits until there is a line with that in it, since the mark. */
    void awaitLine(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(
                        () -> {
                            String text = recent();
                            assertThat(pattern.matcher(text).find())
                                    .as("'%s' in the log of %s:%n%s", regex, name, text)
                                    .isTrue();
                        });
    }

    /** Waits until the node sees so many members that are up and reachable. */
    void awaitMembers(int count) {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(members()).as("%s:%n%s", name, log()).isEqualTo(count));
    }

    /** Returns how many members it sees that are up and reachable; 0 if it is not ready. */
    int members() throws InterruptedException {
        try {
            String members = get("/members").body();
            int seen = members.split("\"state\":\"up\",\"reachable\":true", -1).length - 1;
            return get("/ready").statusCode() == 200 ? seen : 0;
        } catch (IOException notThere) {
            return 0;
        }
    }

    /** Returns when it was started. */
    long startedNanos() {
        return startedNanos;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        Matcher http = HTTP.matcher(log());
        if (!http.find()) {
            throw new IOException("The node has not started yet: " + name);
        }
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://" + http.group(1) + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end of the process, for a while. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Sends a signal such as {@code STOP}. */
    void signal(String signal) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).as("kill -%s of %s", signal, name).isZero();
    }

    /** Waits for the end of the process and returns its exit code. */
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("%s ends:%n%s", name, log())
                .isTrue();
        return process.exitValue();
    }

    /** Ends the process if it runs, and removes its temporary files, which it could not itself. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        FileStore.local().deleteRecursively(scratch);
    }
}
