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
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;

/** The directory of jobs as a node asks it, wherever it is. Blocks; thread-safe. */
final class AskedDirectory {
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
     * is no answer it is looked whether the directory is still the same. If it is not, or that
     * cannot be said, what is harmless twice is asked again.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if there is no answer in time, or another
     *     directory since, or it is not known for long whether there is
     */
    <T> T request(JobRequest request, Function<ActorRef<T>, Command> message, Duration limit) {
        // Both go the same way, so that who answers the first has got the second.
        LivesHeard lives = new LivesHeard(send(AskLife::new, limit));
        CompletableFuture<T> answer = send(message, limit);
        Duration left = limit;
        int silences = 0;
        while (left.compareTo(Duration.ZERO) > 0) {
            // Who is silent is asked less often: what waits for a directory has limited room.
            Duration pause = patience.multipliedBy(1 + Math.min(silences, MOST_SILENCES));
            pause = pause.compareTo(left) < 0 ? pause : left;
            CompletableFuture<Life> now = send(AskLife::new, pause);
            pauseFor(answer, pause);
            left = left.minus(pause);
            boolean heard = hasCome(now);
            if (answer.isDone()) {
                break;
            } else if (!heard) {
                silences++;
                continue;
            }
            silences = 0;
            lives.add(now.join());
            if (!lives.haveChanged() && !lives.areUnclear()) {
                continue;
            } else if (!request.isHarmlessTwice() || left.isZero()) {
                throw lives.haveChanged() ? request.moved() : request.maybeNotHeard();
            }
            lives = new LivesHeard(send(AskLife::new, left));
            answer = send(message, left);
        }
        try {
            return answer.join();
        } catch (CompletionException late) {
            throw silent(limit, " " + request, request.afterSilence(), late);
        }
    }

    static boolean hasCome(CompletableFuture<?> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally();
    }

    /**
     * Returns the answer to a question that may be asked more than once: again and again, since it
     * may be lost with the node that had the directory until now.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if there is no answer in time, or the
     *     directory says why it has none
     */
    <T> T ask(Function<ActorRef<T>, Command> question, Duration limit) {
        List<CompletableFuture<T>> asked = new ArrayList<>();
        CompletableFuture<String> whyNot = new CompletableFuture<>();
        for (Duration left = limit; ; left = left.minus(patience)) {
            boolean last = left.compareTo(patience) <= 0;
            Duration pause = last ? left : patience;
            if (!asked.isEmpty()) {
                send(AskLife::new, pause).thenAccept(life -> noteWhyNot(life, whyNot));
            }
            asked.add(send(question, left));
            List<CompletableFuture<?>> any = new ArrayList<>(asked);
            any.add(whyNot);
            pauseFor(CompletableFuture.anyOf(any.toArray(new CompletableFuture<?>[0])), pause);
            for (CompletableFuture<T> one : asked) {
                if (hasCome(one)) {
                    return one.join();
                }
            }
            if (whyNot.isDone()) {
                throw new StreamException(ErrorCode.EXTERNAL_IO, whyNot.join());
            } else if (last) {
                throw silent(limit, "", "Ask again, or another node.", null);
            }
        }
    }

    /** One that has just begun may be about to answer. */
    private static void noteWhyNot(Life life, CompletableFuture<String> whyNot) {
        if (!life.notReady().isEmpty()) {
            whyNot.complete(life.notReady());
        }
    }

    /** Returns when there is an answer, or the time is over. */
    private void pauseFor(CompletableFuture<?> answer, Duration limit) {
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        Cancellable end =
                system.scheduler()
                        .scheduleOnce(limit, () -> pause.complete(true), system.executionContext());
        CompletableFuture.anyOf(answer, pause).exceptionally(late -> false).join();
        end.cancel();
    }

    private <T> CompletableFuture<T> send(Function<ActorRef<T>, Command> question, Duration limit) {
        return AskPattern.<Command, T>ask(directory, question::apply, limit, system.scheduler())
                .toCompletableFuture();
    }

    /**
     * Nothing was heard.
     *
     * @param of what, with a space before it; empty for a question
     * @param wayOut a sentence
     */
    private StreamException silent(
            Duration limit, String of, String wayOut, @Nullable Throwable cause) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "The directory of jobs did not answer within "
                        + limit.toSeconds()
                        + (of.isEmpty() ? " s" : " s:" + of)
                        + view.notReady()
                                .map(why -> ": " + why + ". See the log of this node. ")
                                .orElse(". Its node may have been lost, or cannot read the jobs. ")
                        + wayOut,
                cause);
    }
}
