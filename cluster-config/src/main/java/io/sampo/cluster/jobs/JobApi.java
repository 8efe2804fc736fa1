/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.http.NodeHttp;
import io.sampo.cluster.http.NodeView;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.graph.NewParallelism;
import io.sampo.runtime.directory.JobDetails;
import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.directory.JobDirectory.Answer;
import io.sampo.runtime.directory.JobDirectory.Command;
import io.sampo.runtime.directory.JobSubmission;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.master.JobOutcome;
import io.sampo.runtime.protocol.StoredMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests about jobs, at a node's HTTP port; any node takes them.
 *
 * <ul>
 *   <li>{@code GET /jobs}: all jobs, JSON; {@code GET /jobs/NAME}: one of them
 *   <li>{@code GET /nodes}: the nodes, by name, and where they can be asked, JSON
 *   <li>{@code HEAD /jars/HASH}: 200 if the jar is stored; {@code PUT /jars/HASH}: stores it
 *   <li>{@code POST /jobs}: submits a job
 *   <li>{@code POST /jobs/NAME/cancel}, {@code savepoint}, {@code stop}, {@code drain}
 * </ul>
 *
 * Whoever can submit a job runs code. So what changes something is refused where the port can be
 * reached from elsewhere, unless the request bears the token of the nodes. Without a token it must
 * have a header that no web page can send to another site, and name this machine by a name that no
 * other site can have: else a page in a browser on this machine could submit jobs.
 */
final class JobApi {
    private static final Logger LOG = LoggerFactory.getLogger(JobApi.class);
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The directory is found anew in about a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration AT_THE_END = Duration.ofMinutes(10);
    private static final int LARGEST_JAR = 128 << 20;

    /** What a message between nodes may hold. */
    private static final long MOST_DRAINED = 1L << 30;

    private static final int LARGEST_JOB = 3 << 20;

    private static final int BAD_REQUEST = 400;

    private static final String TOKEN_WANTED =
            "What changes something needs the token of the nodes: commands of sampo take it from"
                    + " SAMPO_NETWORK_TOKEN in the environment, other programs send the header"
                    + " 'Authorization: Bearer TOKEN'.";

    private static final String HEADER_WANTED =
            "Programs other than sampo need the header "
                    + NodeRequests.HEADER
                    + ", and call the node localhost or by an address.";

    private static final String NO_WAY_IN =
            "Where this port can be reached from elsewhere, it takes only requests with the token of"
                    + " the nodes, and they have none: set sampo.network.token for nodes and commands, or"
                    + " sampo.node.http-host = 127.0.0.1 and come from there.";

    private static final Pattern OUR_NAMES =
            Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-fA-F:.%]+])(:[0-9]+)?");

    private final ActorSystem<?> system;
    private final AskedDirectory directory;
    private final JarStore jars;
    private final NodeView view;
    private final boolean open;
    private final Optional<String> token;

    private record Response(int status, String text) {}

    JobApi(
            ActorSystem<?> system,
            ActorRef<Command> directory,
            JarStore jars,
            NodeConfig config,
            NodeView view) {
        this.system = system;
        this.view = view;
        this.directory = new AskedDirectory(system, directory, view, PATIENCE);
        this.jars = jars;
        this.token = config.security().token();
        this.open = token.isEmpty() && config.isHttpLocal();
    }

    void addTo(NodeHttp http) {
        http.add("/jobs", exchange -> answer(exchange, this::onJobs));
        http.add("/jars", exchange -> answer(exchange, this::onJars));
        http.add("/nodes", exchange -> answer(exchange, (asked, path) -> onNodes(path)));
    }

    private interface Page {
        Response on(HttpExchange exchange, String[] path) throws IOException;
    }

    private void answer(HttpExchange exchange, Page page) throws IOException {
        String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/");
        for (int i = 0; i < path.length; i++) {
            path[i] = URLDecoder.decode(path[i], StandardCharsets.UTF_8);
        }
        Response response;
        Optional<String> notJoined = view.notJoined();
        try {
            if (!mayDo(exchange)) {
                drain(exchange.getRequestBody());
                response = forbidden(exchange.getRequestHeaders());
            } else if (notJoined.isPresent()) {
                drain(exchange.getRequestBody());
                // There is nobody to wait for an answer of.
                response =
                        new Response(
                                503,
                                "EXTERNAL_IO: This node is "
                                        + notJoined.get()
                                        + ". Ask another node, or see its log.");
            } else {
                response = page.on(exchange, path);
            }
        } catch (StreamException refused) {
            response = new Response(409, refused.code() + ": " + refused.getMessage());
        } catch (RuntimeException failure) {
            LOG.warn("A request failed: path={}", exchange.getRequestURI(), failure);
            response = new Response(500, "INTERNAL: " + failure);
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] body = (response.text() + "\n").getBytes(StandardCharsets.UTF_8);
        String type = response.text().startsWith("{") ? "application/json" : "text/plain";
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private boolean mayDo(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            return true;
        }
        Headers headers = exchange.getRequestHeaders();
        if (open && headers.containsKey(NodeRequests.HEADER) && isOurName(headers)) {
            return true;
        }
        @Nullable String given = headers.getFirst("Authorization");
        return given != null
                && token.isPresent()
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8));
    }

    /** An address, or the name that stands for this machine everywhere. */
    private static boolean isOurName(Headers headers) {
        @Nullable String host = headers.getFirst("Host");
        return host != null && OUR_NAMES.matcher(host).matches();
    }

    private Response forbidden(Headers headers) {
        String wrong =
                token.isPresent() && headers.containsKey("Authorization")
                        ? "Refused: the token is not that of this node."
                        : "Refused.";
        return new Response(
                403,
                "INVALID_SETTING: "
                        + wrong
                        + " "
                        + (token.isPresent() ? TOKEN_WANTED : open ? HEADER_WANTED : NO_WAY_IN));
    }

    private Response onJars(HttpExchange exchange, String[] path) throws IOException {
        String hash = path.length == 2 ? path[1] : "";
        if (!path[0].equals("jars")) {
            return new Response(404, "no such page");
        }
        if (exchange.getRequestMethod().equals("PUT")) {
            byte[] jar = read(exchange, LARGEST_JAR);
            if (!JarStore.hash(jar).equals(hash)) {
                return new Response(
                        BAD_REQUEST, "INVALID_PROGRAM: The jar did not come whole: " + hash);
            }
            jars.store(jar);
            return new Response(200, hash);
        }
        return jars.contains(hash) ? new Response(200, hash) : new Response(404, "no such jar");
    }

    private Response onNodes(String[] path) {
        return path.length == 1 && path[0].equals("nodes")
                ? new Response(200, NodesJson.write(new ClusterNodes(system, view).list()))
                : new Response(404, "no such page");
    }

    private static byte[] read(HttpExchange exchange, int most) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(most + 1);
        if (body.length > most) {
            drain(exchange.getRequestBody());
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The request is too large: path="
                            + exchange.getRequestURI()
                            + " most="
                            + most
                            + ". Data of a program belongs into files, libraries can be on the class"
                            + " path of the nodes.");
        }
        return body;
    }

    /** Who still writes does not read the answer, and would hear of a broken connection only. */
    private static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int count = 0;
        for (long left = MOST_DRAINED; left > 0 && count >= 0; left -= count) {
            count = body.read(buffer);
        }
    }

    private Response onJobs(HttpExchange exchange, String[] path) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        if (!path[0].equals("jobs")) {
            return new Response(404, "no such page");
        }
        if (path.length == 1) {
            return post
                    ? submit(read(exchange, LARGEST_JOB))
                    : new Response(200, JobJson.write(list()));
        } else if (path.length == 2 && !post) {
            return find(path[1]);
        } else if (path.length == 3 && !post) {
            return path[2].equals("logs")
                    ? logs(path[1], exchange.getRequestURI().getQuery())
                    : show(path[1], path[2]);
        } else if (path.length == 3) {
            return path[2].equals("rescale")
                    ? rescale(path[1], read(exchange, LARGEST_JOB))
                    : carryOut(path[1], path[2]);
        }
        return new Response(404, "no such page");
    }

    private Response submit(byte[] body) {
        JobSubmission submission;
        try {
            submission = (JobSubmission) StoredMessage.decode(body);
        } catch (IllegalArgumentException | ClassCastException e) {
            return new Response(BAD_REQUEST, "INVALID_PROGRAM: Not a job: " + e.getMessage());
        }
        return request(
                new JobRequest(JobRequest.Kind.SUBMIT, submission.job().name()),
                replyTo -> new JobDirectory.Submit(submission, replyTo),
                SOON);
    }

    private List<JobSummary> list() {
        return directory.ask(JobDirectory.ListJobs::new, SOON).jobs();
    }

    private Response find(String name) {
        return details(name, details -> JobJson.write(details.summary()));
    }

    private static Response unknown(String name) {
        return new Response(
                404,
                "INVALID_PROGRAM: There is no job of that name: job="
                        + name
                        + ". sampo list names them.");
    }

    private Response show(String name, String what) {
        return switch (what) {
            case "details" -> details(name, DetailsJson::write);
            case "status" -> details(name, StatusText::of);
            case "outcome" -> outcome(name);
            default -> new Response(404, "no such page");
        };
    }

    private Response details(String name, Function<JobDetails, String> written) {
        JobDetails details =
                directory
                        .<JobDirectory.Description>ask(
                                replyTo -> new JobDirectory.Describe(name, replyTo), SOON)
                        .details();
        return details == null ? unknown(name) : new Response(200, written.apply(details));
    }

    /**
     * What all nodes have logged.
     *
     * @param query {@code since=MILLIS}, or nothing
     */
    private Response logs(String name, @Nullable String query) {
        long since = 0;
        if (query != null) {
            if (!query.matches("since=[0-9]{1,18}")) {
                return new Response(BAD_REQUEST, "INVALID_SETTING: Not since=MILLIS: " + query);
            }
            since = Long.parseLong(query.substring(query.indexOf('=') + 1));
        }
        StringBuilder text = new StringBuilder();
        for (JobLogLine line : new ClusterLogs(system).lines(name, since)) {
            text.append(Instant.ofEpochMilli(line.millis())).append(' ');
            text.append(line.node()).append(' ').append(line.text()).append('\n');
        }
        String lines = text.toString().stripTrailing();
        // A job that was forgotten, or never was: its lines may still be there, or nothing is.
        return lines.isEmpty() ? details(name, details -> lines) : new Response(200, lines);
    }

    /** Which only the program, with its classes, can read. */
    private Response outcome(String name) {
        JobOutcome outcome =
                directory
                        .<JobDirectory.Outcome>ask(
                                replyTo -> new JobDirectory.FindOutcome(name, replyTo), SOON)
                        .outcome();
        return outcome == null
                ? unknown(name)
                : new Response(
                        200, Base64.getEncoder().encodeToString(StoredMessage.encode(outcome)));
    }

    private Response carryOut(String name, String what) {
        return switch (what) {
            case "cancel" ->
                    request(
                            new JobRequest(JobRequest.Kind.CANCEL, name),
                            replyTo -> new JobDirectory.Cancel(name, replyTo),
                            AT_THE_END);
            case "savepoint" ->
                    savepoint(JobRequest.Kind.SAVEPOINT, name, CheckpointBarrier.Kind.SAVEPOINT);
            case "stop" -> savepoint(JobRequest.Kind.STOP, name, CheckpointBarrier.Kind.STOP);
            case "drain" -> savepoint(JobRequest.Kind.DRAIN, name, CheckpointBarrier.Kind.DRAIN);
            default -> new Response(404, "no such page");
        };
    }

    private Response rescale(String name, byte[] body) {
        List<String> lines =
                new String(body, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        NewParallelism parallelism = NewParallelism.parse(lines);
        return request(
                new JobRequest(JobRequest.Kind.RESCALE, name),
                replyTo -> new JobDirectory.Rescale(name, parallelism, replyTo),
                SOON);
    }

    private Response savepoint(JobRequest.Kind what, String name, CheckpointBarrier.Kind kind) {
        return request(
                new JobRequest(what, name),
                replyTo -> new JobDirectory.TakeSavepoint(name, kind, replyTo),
                AT_THE_END);
    }

    private Response request(
            JobRequest request, Function<ActorRef<Answer>, Command> message, Duration limit) {
        Answer answer = directory.<Answer>request(request, message, limit);
        if (answer instanceof JobDirectory.Refused refused) {
            Throwable reason = refused.reason();
            return new Response(409, StreamException.codeOf(reason) + ": " + reason.getMessage());
        }
        return new Response(200, ((JobDirectory.Done) answer).result());
    }
}
