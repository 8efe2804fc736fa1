/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.cluster.http.NodeView;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.directory.JobDirectory.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/** The directory of jobs as a node asks it, wherever it is. Blocks; thread-safe. */
final class AskedDirectory {
    private final ActorSystem<?> system;
    private final ActorRef<Command> directory;
    private final NodeView view;
    private final Duration patience;

    /**
     * Creates it.
     *
     * @param patience after which a question is asked again
     */
    AskedDirectory(
            ActorSystem<?> system, ActorRef<Command> directory, NodeView view, Duration patience) {
        this.system = system;
        this.directory = directory;
        this.view = view;
        this.patience = patience;
    }

    /**
     * Has something done, and returns what came of it.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if there is no answer in time
     */
    <T> T request(Function<ActorRef<T>, Command> request, Duration limit) {
        try {
            return send(request, limit).join();
        } catch (CompletionException late) {
            throw silent(limit, late);
        }
    }

    /**
     * Returns the answer to a question that may be asked more than once: again and again, since it
     * may be lost with the node that had the directory until now.
     *
     * @throws StreamException as {@link #request}
     */
    <T> T ask(Function<ActorRef<T>, Command> question, Duration limit) {
        List<CompletableFuture<T>> asked = new ArrayList<>();
        for (Duration left = limit; ; left = left.minus(patience)) {
            asked.add(send(question, left));
            boolean last = left.compareTo(patience) <= 0;
            CompletableFuture<Object> any =
                    CompletableFuture.anyOf(asked.toArray(new CompletableFuture<?>[0]));
            CompletableFuture<Boolean> pause = new CompletableFuture<>();
            system.scheduler()
                    .scheduleOnce(
                            last ? left : patience,
                            () -> pause.complete(true),
                            system.executionContext());
            CompletableFuture.anyOf(any, pause).exceptionally(late -> false).join();
            for (CompletableFuture<T> one : asked) {
                if (one.isDone() && !one.isCompletedExceptionally()) {
                    return one.join();
                }
            }
            if (last) {
                throw silent(limit, null);
            }
        }
    }

    private <T> CompletableFuture<T> send(Function<ActorRef<T>, Command> question, Duration limit) {
        return AskPattern.<Command, T>ask(directory, question::apply, limit, system.scheduler())
                .toCompletableFuture();
    }

    private StreamException silent(Duration limit, @Nullable Throwable cause) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "The directory of jobs did not answer within "
                        + limit.toSeconds()
                        + " s"
                        + view.notReady()
                                .map(why -> ": " + why + ". See the log of this node")
                                .orElse(". Its node may have been lost")
                        + "; ask again, or another node.",
                cause);
    }
}
