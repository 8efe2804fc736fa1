/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.ClusterMember;
import io.sampo.cluster.formation.ClusterMember.State;
import io.sampo.cluster.formation.MajorityGuard;
import io.sampo.cluster.formation.MemberChange;
import io.sampo.cluster.formation.MemberChange.Kind;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.ManualClock;
import io.sampo.runtime.node.NodeThreads;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeHttpTest {
    private static final String HERE = "127.0.0.1";

    private final NodeThreads threads = new NodeThreads();
    private final MetricRegistry engine = new MetricRegistry();
    private final MajorityGuard guard = new MajorityGuard(member -> false);
    private final ManualClock clock = new ManualClock(0);
    private final NodeView view = new NodeView(guard, List.of(new HostPort(HERE, 7610)), clock);
    private NodeMetrics metrics;
    private NodeHttp http;

    @BeforeEach
    void start() {
        metrics = new NodeMetrics(view, engine);
        http = NodeHttp.bind(HERE, 0, view, metrics, threads.io());
        http.open();
    }

    @AfterEach
    void end() {
        http.close();
        metrics.close();
        threads.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(path)).build());
    }

    private URI at(String path) {
        return URI.create("http://" + HERE + ":" + http.port() + path);
    }

    private static HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void seen(ClusterMember... members) {
        List<ClusterMember> now = List.of(members);
        MemberChange change = new MemberChange(Kind.UP, now.get(0));
        guard.changed(change, now);
        view.changed(change, now);
    }

    private static ClusterMember member(String host, State state, boolean reachable, boolean self) {
        return new ClusterMember(
                new HostPort(host, 7610),
                -5,
                state,
                reachable,
                self,
                List.of("worker"),
                OptionalInt.empty());
    }

    @Test
    void readyMeansUpAndOfTheMajority() throws Exception {
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        clock.advance(Duration.ofSeconds(20));
        assertThat(get("/ready").body())
                .contains("not a member of the cluster yet: waits since 20 s for a seed")
                .contains("seeds=[127.0.0.1:7610]");

        seen(member("b", State.JOINING, true, true));
        assertThat(get("/ready").body()).contains("this node is JOINING");

        seen(member("a", State.UP, true, false), member("b", State.UP, true, true));
        assertThat(get("/ready").statusCode()).isEqualTo(200);

        seen(member("a", State.UP, false, false), member("b", State.UP, true, true));
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).contains("less than a majority");
    }

    /** Requests that take long leave room for those that ask how the node is. */
    @Test
    void whatIsTooMuchIsRefusedWithTheReason() throws Exception {
        CountDownLatch come = new CountDownLatch(4);
        CompletableFuture<Void> end = new CompletableFuture<>();
        http.add(
                "/slow",
                exchange -> {
                    come.countDown();
                    end.join();
                    exchange.sendResponseHeaders(200, -1);
                });
        HttpRequest slow = HttpRequest.newBuilder(at("/slow")).build();
        List<CompletableFuture<HttpResponse<String>>> first = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                first.add(
                        HttpClient.newHttpClient()
                                .sendAsync(slow, HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(come.await(60, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> fifth = get("/slow");

            assertThat(fifth.statusCode()).isEqualTo(503);
            assertThat(fifth.body()).startsWith("EXTERNAL_IO: ").contains("most=4");
            assertThat(get("/live").statusCode()).isEqualTo(200);
        } finally {
            end.complete(null);
        }
        for (CompletableFuture<HttpResponse<String>> one : first) {
            assertThat(one.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void membersAreJson() throws Exception {
        seen(member("a", State.LEAVING, false, false), member("b", State.UP, true, true));

        HttpResponse<String> members = get("/members");

        assertThat(members.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(members.body())
                .isEqualTo(
                        "{\"majority\":false,\"members\":["
                                + "{\"address\":\"a:7610\",\"uid\":\"-5\",\"state\":\"leaving\","
                                + "\"reachable\":false,\"self\":false,\"roles\":[\"worker\"]},"
                                + "{\"address\":\"b:7610\",\"uid\":\"-5\",\"state\":\"up\","
                                + "\"reachable\":true,\"self\":true,\"roles\":[\"worker\"]}]}\n");
    }

    @Test
    void metricsShowTheJvmTheClusterAndTheJobs() throws Exception {
        seen(member("a", State.UP, false, false), member("b", State.UP, true, true));
        engine.group(new MetricScope("count \"words\"", "map", 2)).counter("records.in").add(7);
        engine.group(new MetricScope("count \"words\"", "map", 1)).counter("records.in").add(5);
        engine.group(MetricScope.job("other")).gauge("checkpoint-age-millis", () -> 12);
        engine.group(MetricScope.process()).gauge("open.files", () -> 3);

        assertThat(get("/metrics").body().lines())
                .contains(
                        "sampo_records_in_total{job=\"count \\\"words\\\"\",operator=\"map\","
                                + "subtask=\"1\"} 5.0",
                        "sampo_records_in_total{job=\"count \\\"words\\\"\",operator=\"map\","
                                + "subtask=\"2\"} 7.0",
                        "sampo_checkpoint_age_millis{job=\"other\"} 12.0",
                        "sampo_open_files 3.0",
                        "sampo_cluster_members{state=\"up\"} 2.0",
                        "sampo_cluster_unreachable 1.0",
                        "sampo_cluster_majority 0.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
    }

    @Test
    void nothingElseIsThereAndNothingCanBeChanged() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/ready/more").statusCode()).isEqualTo(404);
        assertThat(get("/live").statusCode()).isEqualTo(200);
        HttpRequest post =
                HttpRequest.newBuilder(at("/members"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build();
        assertThat(send(post).statusCode()).isEqualTo(405);
        HttpRequest head =
                HttpRequest.newBuilder(at("/live"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build();
        assertThat(send(head).statusCode()).isEqualTo(200);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> NodeHttp.bind(HERE, http.port(), view, metrics, threads.io()))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("ports.http=" + http.port());
    }
}
