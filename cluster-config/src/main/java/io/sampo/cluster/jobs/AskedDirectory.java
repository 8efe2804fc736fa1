/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.cluster.http.NodeView;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.directory.JobDirectory.AskLife;
import io.sampo.runtime.directory.JobDirectory.Command;
import io.sampo.runtime.directory.JobDirectory.Life;
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
    /** An answer may be on its way when its directory ends, and come behind what the next tells. */
    private static final int LOOKS = 2;

    private static final int MOST_SILENCES = 9;

    private final ActorSystem<?> system;
    private final ActorRef<Command> directory;
    private final NodeView view;
    private final Duration patience;

    /**
     * Creates it.
     *
     * @param patience after which a question is asked again, and it is looked whether who was given
     *     a request is still there
     */
    AskedDirectory(
            ActorSystem<?> system, ActorRef<Command> directory, NodeView view, Duration patience) {
        this.system = system;
        this.directory = directory;
        this.view = view;
        this.patience = patience;
    }

    /**
     * Has something done, once, and returns what came of it. Who did it may have been lost with its
     * node: the next directory knows nothing of the request, and would never answer. So while there
     * is no answer it is looked whether the directory is still the same.
     *
     * @param what is to be done, for people
     * @param job whose status tells whether it was done
     * @throws StreamException with {@code EXTERNAL_IO} if there is no answer in time, or another
     *     directory since
     */
    <T> T request(String what, String job, Function<ActorRef<T>, Command> request, Duration limit) {
        // Both go the same way, so that who answers the first has got the second.
        CompletableFuture<Life> first = send(AskLife::new, limit);
        CompletableFuture<T> answer = send(request, limit);
        Duration left = limit;
        int silences = 0;
        int others = 0;
        while (left.compareTo(Duration.ZERO) > 0) {
            CompletableFuture<Life> now = send(AskLife::new, left);
            // Who is silent is asked less often: what waits for a directory has limited room.
            Duration pause = patience.multipliedBy(1 + Math.min(silences, MOST_SILENCES));
            pauseFor(answer, pause.compareTo(left) < 0 ? pause : left);
            left = left.minus(pause);
            boolean heard = hasCome(now);
            if (answer.isDone()) {
                break;
            } else if (!heard) {
                silences++;
            } else {
                silences = 0;
                others = hasCome(first) && first.join().equals(now.join()) ? 0 : others + 1;
                if (others == LOOKS) {
                    throw moved(what, job);
                }
            }
        }
        try {
            return answer.join();
        } catch (CompletionException late) {
            throw silent(limit, late);
        }
    }

    private static boolean hasCome(CompletableFuture<?> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally();
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
            pauseFor(any, last ? left : patience);
            for (CompletableFuture<T> one : asked) {
                if (hasCome(one)) {
                    return one.join();
                }
            }
            if (last) {
                throw silent(limit, null);
            }
        }
    }

    /** Returns when there is an answer, or the time is over. */
    private void pauseFor(CompletableFuture<?> answer, Duration limit) {
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        system.scheduler()
                .scheduleOnce(limit, () -> pause.complete(true), system.executionContext());
        CompletableFuture.anyOf(answer, pause).exceptionally(late -> false).join();
    }

    private <T> CompletableFuture<T> send(Function<ActorRef<T>, Command> question, Duration limit) {
        return AskPattern.<Command, T>ask(directory, question::apply, limit, system.scheduler())
                .toCompletableFuture();
    }

    private static StreamException moved(String what, String job) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "The directory of jobs has moved to another node, or begun anew, since it was"
                        + " asked: request="
                        + what
                        + " job="
                        + job
                        + ". Whether that was done sampo status "
                        + job
                        + " tells; if not, ask again.");
    }

    private StreamException silent(Duration limit, @Nullable Throwable cause) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "The directory of jobs did not answer within "
                        + limit.toSeconds()
                        + " s"
                        + view.notReady()
                                .map(why -> ": " + why + ". See the log of this node")
                                .orElse(". Its node may have been lost, or cannot read the jobs")
                        + "; ask again, or another node.",
                cause);
    }
}
