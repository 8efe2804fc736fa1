/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobFailure;
import io.sampo.runtime.directory.JobSubmission;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.master.JobOutcome;
import io.sampo.runtime.protocol.StoredMessage;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Asks a cluster about jobs, by the HTTP ports of its nodes, one at a time. Blocks; thread-safe.
 */
public final class ClusterClient {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final Clock clock = Clock.system();
    private final NodeAddresses nodes;
    private final NodeRequests requests;

    /**
     * Creates a client; connects with the first request.
     *
     * @param addresses host and HTTP port of a node, as in {@code 127.0.0.1:7703}; of several, with
     *     commas between them, one is asked, and the next if that is lost
     * @param token that of the nodes, if they have one
     * @throws StreamException with {@code INVALID_SETTING} if it is no such address
     */
    public ClusterClient(String addresses, Optional<String> token) {
        nodes = new NodeAddresses(addresses);
        requests = new NodeRequests(nodes, token);
    }

    /** Returns which nodes can be asked. */
    String addresses() {
        return nodes.toString();
    }

    /** Lets the next node be asked: this one answers, but has no news. */
    void askAnother() {
        nodes.giveUp(nodes.current());
    }

    /** Returns the nodes of the cluster, and can from now on ask all of them. */
    public List<NodeSummary> nodes() {
        List<NodeSummary> now =
                NodesJson.read(expectOk(send("GET", "/nodes", BodyPublishers.noBody())));
        nodes.learn(now);
        return now;
    }

    /**
     * Waits until there are as many nodes, and all of them answer, and returns all that there are.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if they are not there in time
     */
    public List<NodeSummary> awaitNodes(int count, Duration limit) {
        long start = clock.nanoTime();
        while (true) {
            String last;
            try {
                List<NodeSummary> now = nodes();
                if (now.stream().filter(NodeSummary::isUp).count() >= count) {
                    return now;
                }
                last = now.toString();
            } catch (StreamException noAnswer) {
                last = noAnswer.getMessage();
            }
            if (clock.nanoTime() - start >= limit.toNanos()) {
                throw new StreamException(
                        ErrorCode.EXTERNAL_IO,
                        "There are not as many nodes: wanted="
                                + count
                                + " limit="
                                + limit.toSeconds()
                                + " s last="
                                + StreamException.withoutFullStop(last)
                                + ". Start more, or see the logs of those that should be there.");
            }
            pause();
        }
    }

    /** What to do with a running job. */
    public enum Request {
        /** End it at once. */
        CANCEL,
        /** Take a savepoint. */
        SAVEPOINT,
        /** Take a savepoint and end with it. */
        STOP,
        /** Let all windows fire, take a savepoint, and end. */
        DRAIN
    }

    /** Returns how all jobs are. */
    public List<JobSummary> jobs() {
        return JobJson.read(expectOk(send("GET", "/jobs", BodyPublishers.noBody())));
    }

    /** Returns how a job is; nothing if there is none of that name. */
    public Optional<JobSummary> job(String name) {
        HttpResponse<String> response =
                send("GET", "/jobs/" + encoded(name), BodyPublishers.noBody());
        return response.statusCode() == NOT_FOUND
                ? Optional.empty()
                : JobJson.read(expectOk(response)).stream().findFirst();
    }

    /**
     * Returns how a job is in detail, for people.
     *
     * @throws StreamException if there is none of that name
     */
    public String status(String name) {
        return show(name, "status");
    }

    /** Returns how a job is in detail, as JSON; as {@link #status}. */
    public String details(String name) {
        return show(name, "details");
    }

    /**
     * Returns what the nodes that are there have logged of a job, by time: a line each with time,
     * node, level and text. What a node logged before it was started again is gone.
     *
     * @param sinceMillis from when on, since 1970
     */
    public List<String> logs(String name, long sinceMillis) {
        return show(name, "logs?since=" + sinceMillis)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Returns what a job that has finished leaves for the program. */
    JobOutcome outcome(String name) {
        return (JobOutcome)
                StoredMessage.decode(Base64.getDecoder().decode(show(name, "outcome").strip()));
    }

    private String show(String name, String what) {
        return expectOk(
                send("GET", "/jobs/" + encoded(name) + "/" + what, BodyPublishers.noBody()));
    }

    /**
     * Carries out a request and waits for its end.
     *
     * @return what came of it: of a savepoint, its directory
     */
    public String carryOut(Request request, String name) {
        String path = "/jobs/" + encoded(name) + "/" + request.name().toLowerCase(Locale.ROOT);
        return expectOk(send("POST", path, BodyPublishers.noBody())).strip();
    }

    /**
     * Gives a job another parallelism and waits until it runs with that; then it has it for good,
     * whatever is lost.
     *
     * @param parallelism lines as {@link io.sampo.operators.graph.NewParallelism#parse} takes them
     * @param limit how long to wait; the job is rescaled even if that is over
     * @return how the job is then: {@link JobSummary#downMillis} says how long not all of it ran
     * @throws StreamException if it was refused, or the time is over, or the job ended before
     */
    public JobSummary rescale(String name, List<String> parallelism, Duration limit) {
        String path = "/jobs/" + encoded(name) + "/rescale";
        String body = String.join("\n", parallelism);
        String[] answer =
                expectOk(send("POST", path, BodyPublishers.ofString(body))).strip().split(" ", 2);
        int attempt = Integer.parseInt(answer[0]);
        int highest = Integer.parseInt(answer[1]);
        JobSummary last =
                await(
                        name,
                        job ->
                                job.status().isTerminal()
                                        || job.attempt() > attempt
                                                && job.parallelism() == highest
                                                && job.status() == JobStatus.RUNNING,
                        limit);
        if (last.status().isTerminal()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The job ended before it had the new parallelism: job="
                            + name
                            + " status="
                            + last.status());
        }
        return last;
    }

    /**
     * Waits for a node that is being started: until it is ready, or something else than a refused
     * connection comes of asking it.
     *
     * @param limit how long; then it is left to the next request to fail, with the reason
     * @param onWait called once, if it has to be waited for
     */
    public void awaitNode(Duration limit, Runnable onWait) {
        long start = clock.nanoTime();
        boolean said = false;
        while (!isReady()) {
            if (!said) {
                onWait.run();
                said = true;
            }
            if (clock.nanoTime() - start >= limit.toNanos()) {
                return;
            }
            pause();
        }
    }

    private boolean isReady() {
        try {
            return send("GET", "/ready", BodyPublishers.noBody()).statusCode() == OK;
        } catch (StreamException noAnswer) {
            Throwable cause = noAnswer.getCause();
            return !(cause instanceof ConnectException);
        }
    }

    private static void pause() {
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        ClientThreads.later(ASK_AGAIN, () -> pause.complete(true));
        pause.join();
    }

    /** Asks again and again; a node that is asked may be lost and come back. */
    private JobSummary await(String name, Predicate<JobSummary> wanted, Duration limit) {
        long start = clock.nanoTime();
        String last = "no answer";
        while (clock.nanoTime() - start < limit.toNanos()) {
            try {
                Optional<JobSummary> now = job(name);
                if (now.filter(wanted).isPresent()) {
                    return now.get();
                }
                last = now.map(JobSummary::toString).orElse("it is not known");
            } catch (StreamException noAnswer) {
                last = noAnswer.getMessage();
            }
            pause();
        }
        throw new StreamException(
                ErrorCode.EXTERNAL_IO,
                "The job did not get there in time: job="
                        + name
                        + " limit="
                        + limit
                        + " last="
                        + last
                        + ". Ask again with sampo status.");
    }

    /** Stores a jar, unless it is stored already, and returns its hash. */
    public String store(byte[] jar) {
        String hash = JarStore.hash(jar);
        String path = "/jars/" + hash;
        if (send("HEAD", path, BodyPublishers.noBody()).statusCode() != OK) {
            expectOk(send("PUT", path, BodyPublishers.ofByteArray(jar)));
        }
        return hash;
    }

    /** Submits a job; when this returns the cluster will not forget it. */
    public void submit(JobSubmission submission) {
        expectOk(
                send(
                        "POST",
                        "/jobs",
                        BodyPublishers.ofByteArray(StoredMessage.encode(submission))));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) {
        return requests.send(method, path, body);
    }

    /** An error comes as its code and message. */
    private String expectOk(HttpResponse<String> response) {
        String text = response.body();
        if (response.statusCode() == OK) {
            return text;
        }
        if (response.statusCode() == NOT_FOUND && text.startsWith("<")) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "This is not the HTTP port of a node: address="
                            + nodes.current().getAuthority());
        }
        throw JobFailure.ofText(text, ErrorCode.EXTERNAL_IO);
    }
}
