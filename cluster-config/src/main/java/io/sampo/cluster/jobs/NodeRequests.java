/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends requests to one of a cluster's nodes, and to the next if that is lost, or says that it
 * cannot answer. What changes something is not sent a second time, unless it was not taken the
 * first time. Blocks; thread-safe.
 */
final class NodeRequests {
    /** No web page can send it to another site. */
    static final String HEADER = "X-Sampo-Client";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(11);
    private static final Duration ANSWER_SOON = Duration.ofSeconds(30);

    /** It is no member yet, or answers others. */
    private static final int CANNOT_ANSWER = 503;

    private final HttpClient http =
            ClientThreads.detached(
                    () ->
                            HttpClient.newBuilder()
                                    .connectTimeout(CONNECT)
                                    .executor(ClientThreads.io())
                                    .build());
    private final NodeAddresses nodes;
    private final Optional<String> token;

    NodeRequests(NodeAddresses nodes, Optional<String> token) {
        this.nodes = nodes;
        this.token = token;
    }

    /**
     * Returns what a node answers.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if none does
     */
    HttpResponse<String> send(String method, String path, BodyPublisher body) {
        for (int left = nodes.count(); ; left--) {
            URI node = nodes.current();
            try {
                HttpResponse<String> response =
                        http.send(request(node, method, path, body), BodyHandlers.ofString());
                if (response.statusCode() != CANNOT_ANSWER || left <= 1) {
                    return response;
                }
                nodes.giveUp(node);
            } catch (IOException e) {
                nodes.giveUp(node);
                if (left <= 1 || !mayAskAnother(method, e)) {
                    throw noAnswer(node, e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StreamException(
                        ErrorCode.CANCELLED, "Interrupted while a node was asked: " + node, e);
            }
        }
    }

    private HttpRequest request(URI node, String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.resolve(path))
                        .timeout(method.equals("GET") ? ANSWER_SOON : ANSWER)
                        .header(HEADER, "1")
                        .method(method, body);
        token.ifPresent(secret -> authorize(request, secret));
        return request.build();
    }

    /** What Java says of a header that it does not take has the token in it. */
    private static void authorize(HttpRequest.Builder request, String secret) {
        try {
            request.header("Authorization", "Bearer " + secret);
        } catch (IllegalArgumentException unfit) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The token of the nodes cannot be sent in a header of HTTP: length="
                            + secret.length()
                            + ". It has visible characters of ASCII only, without line ends.");
        }
    }

    private static boolean mayAskAnother(String method, IOException failure) {
        return method.equals("GET")
                || method.equals("HEAD")
                || failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException;
    }

    private static StreamException noAnswer(URI node, IOException cause) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "No answer from the node: address="
                        + node.getAuthority()
                        + " cause="
                        + cause
                        + ". Is that its HTTP port, and does it run? Others are asked with --node HOST:PORT.",
                cause);
    }
}
