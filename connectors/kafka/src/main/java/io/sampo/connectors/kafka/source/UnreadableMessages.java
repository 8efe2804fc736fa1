/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.connectors.kafka.BadKafkaRecord;
import io.sampo.connectors.kafka.ErrorPolicy;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.Counter;
import io.sampo.core.time.Clock;
import io.sampo.operators.source.SourceOutput.SplitOutput;
import io.sampo.operators.source.SourceReaderContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with messages that cannot be read what the policy says. Confined to the subtask's thread.
 */
final class UnreadableMessages {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableMessages.class);
    private static final long LOG_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final ErrorPolicy policy;
    private final Clock clock;
    private final Counter skipped;
    private final Counter deadLettered;
    private boolean logged;
    private long loggedNanos;

    UnreadableMessages(SourceReaderContext context, ErrorPolicy policy) {
        this.policy = policy;
        clock = context.clock();
        skipped = context.metrics().counter("recordsSkipped");
        deadLettered = context.metrics().counter("recordsDeadLettered");
    }

    /**
     * Handles a message.
     *
     * @throws StreamException with {@code BAD_RECORD} if the policy is to fail
     */
    void handle(ConsumerRecord<byte[], byte[]> message, Exception cause, SplitOutput<?> output) {
        if (policy instanceof ErrorPolicy.Skip) {
            skip(message, cause);
        } else if (policy instanceof ErrorPolicy.DeadLetter deadLetter) {
            deadLettered.increment();
            output.collect(deadLetter.tag(), bad(message, cause));
        } else {
            throw new StreamException(
                    ErrorCode.BAD_RECORD,
                    "A message of a topic cannot be read:"
                            + place(message)
                            + " reason=["
                            + reason(cause)
                            + "]. Correct the deserializer, or skip such messages or send them to a"
                            + " side output with KafkaSource's onUnreadable.",
                    cause);
        }
    }

    private void skip(ConsumerRecord<byte[], byte[]> message, Exception cause) {
        skipped.increment();
        long now = clock.nanoTime();
        if (!logged || now - loggedNanos >= LOG_PAUSE_NANOS) {
            logged = true;
            loggedNanos = now;
            LOG.warn(
                    "Skipped a message that cannot be read:{} reason=[{}] skippedSoFar={}",
                    place(message),
                    reason(cause),
                    skipped.value());
        }
    }

    private static BadKafkaRecord bad(ConsumerRecord<byte[], byte[]> message, Exception cause) {
        StringWriter stack = new StringWriter();
        cause.printStackTrace(new PrintWriter(stack));
        return new BadKafkaRecord(
                message.topic(),
                message.partition(),
                message.offset(),
                message.timestamp(),
                message.key(),
                message.value(),
                reason(cause),
                stack.toString());
    }

    private static String place(ConsumerRecord<byte[], byte[]> message) {
        return " topic="
                + message.topic()
                + " partition="
                + message.partition()
                + " offset="
                + message.offset();
    }

    private static String reason(Exception cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getName() : message;
    }
}
