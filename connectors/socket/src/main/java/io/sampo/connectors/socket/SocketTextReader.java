/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.Counter;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceOutput.SplitOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Emits the lines of one connection after the other. Confined to the subtask's thread. */
final class SocketTextReader implements SourceReader<String, SocketSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(SocketTextReader.class);
    private static final int LONGEST_LINE_BYTES = 1 << 20;

    private final SourceReaderContext context;
    private final SocketTextSource.Reconnect reconnect;
    private final Counter skipped;
    private final LineAssembler lines = new LineAssembler(LONGEST_LINE_BYTES);
    private @Nullable SocketSplit split;
    private @Nullable SocketFeed feed;
    private @Nullable SplitOutput<String> output;
    private boolean complete;
    private boolean caughtUp;

    private Duration pause;
    private boolean connected;
    private boolean tryPending;
    private long nextTryNanos;
    private long disconnectedNanos;

    SocketTextReader(SourceReaderContext context, SocketTextSource.Reconnect reconnect) {
        this.context = context;
        this.reconnect = reconnect;
        pause = reconnect.firstPause();
        skipped = context.metrics().counter("recordsSkipped");
    }

    @Override
    public void start() {
        context.requestSplit();
    }

    @Override
    public void addSplits(List<SocketSplit> splits) {
        if (split == null && !splits.isEmpty()) {
            SocketSplit server = splits.get(0);
            split = server;
            SocketFeed made = new SocketFeed(server, context.ioExecutor(), context::wakeUp);
            feed = made;
            disconnectedNanos = context.clock().nanoTime();
            made.connect();
        }
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    @Override
    public Status poll(SourceOutput<String> source, TurnBudget budget) {
        SocketFeed events = feed;
        SocketSplit server = split;
        if (events == null || server == null) {
            return complete ? Status.END : Status.NOTHING_NOW;
        }
        SplitOutput<String> target = output;
        if (target == null) {
            target = source.forSplit(server.splitId());
            output = target;
        }
        tryAgainIfDue(events);
        while (!budget.exhausted()) {
            String line = lines.next();
            if (line != null) {
                setCaughtUp(target, false);
                target.collect(line);
                continue;
            }
            SocketEvent event = events.poll();
            if (event == null) {
                setCaughtUp(target, true);
                return Status.NOTHING_NOW;
            }
            handle(event, server, events, target);
        }
        return Status.MORE;
    }

    private void setCaughtUp(SplitOutput<String> target, boolean atEnd) {
        if (caughtUp != atEnd) {
            caughtUp = atEnd;
            target.caughtUp(atEnd);
        }
    }

    private void handle(
            SocketEvent event, SocketSplit server, SocketFeed events, SplitOutput<String> target) {
        if (event instanceof SocketEvent.Bytes bytes) {
            // Only now is it seen that the lines before had a longer one among them.
            countDropped(server);
            lines.feed(bytes.content(), bytes.length());
        } else if (event instanceof SocketEvent.Disconnected lost) {
            countDropped(server);
            if (lost.cause() == null) {
                String last = lines.takeBegun();
                if (last != null) {
                    target.collect(last);
                }
            } else {
                lines.forgetBegun();
            }
            tryLater(server, events, lost.cause());
        } else {
            LOG.info("Connected: server={}", server.splitId());
            connected = true;
            pause = reconnect.firstPause();
        }
    }

    private void countDropped(SocketSplit server) {
        long more = lines.dropped() - skipped.value();
        if (more > 0) {
            skipped.add(more);
            LOG.warn(
                    "Skipped lines that are longer than {} bytes: server={} skippedSoFar={}",
                    LONGEST_LINE_BYTES,
                    server.splitId(),
                    skipped.value());
        }
    }

    private void tryLater(SocketSplit server, SocketFeed events, @Nullable Exception cause) {
        long now = context.clock().nanoTime();
        if (connected) {
            connected = false;
            disconnectedNanos = now;
        }
        String reason = cause == null ? "the server has closed the connection" : cause.toString();
        Duration longest = reconnect.giveUpAfter();
        if (longest != null && now - disconnectedNanos >= longest.toNanos()) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "There is no connection to a server: server="
                            + server.splitId()
                            + " triedFor="
                            + Duration.ofNanos(now - disconnectedNanos)
                            + " cause="
                            + StreamException.withoutFullStop(reason)
                            + ". Start the server, or correct host and port.",
                    cause);
        }
        LOG.warn(
                "There is no connection, trying again: server={} after={} cause={}",
                server.splitId(),
                pause,
                reason);
        tryPending = true;
        nextTryNanos = now + pause.toNanos();
        tryAgainIfDue(events);
        Duration doubled = pause.multipliedBy(2);
        Duration bound = reconnect.longestPause();
        pause = doubled.compareTo(bound) < 0 ? doubled : bound;
    }

    private void tryAgainIfDue(SocketFeed events) {
        if (!tryPending) {
            return;
        }
        long early = nextTryNanos - context.clock().nanoTime();
        if (early > 0) {
            context.wakeUpAfter(early);
        } else {
            tryPending = false;
            events.connect();
        }
    }

    @Override
    public List<SocketSplit> snapshotState(long checkpointId) {
        return split == null ? List.of() : List.of(split);
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
        }
    }
}
