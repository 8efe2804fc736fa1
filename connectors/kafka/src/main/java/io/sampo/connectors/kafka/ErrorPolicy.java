/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka;

import io.sampo.operators.function.OutputTag;
import java.io.Serializable;

/**
 * What becomes of a record of a topic that cannot be read. Without a policy the job fails.
 *
 * <pre>{@code
 * OutputTag<BadKafkaRecord> bad = OutputTag.of("bad", BadKafkaRecord.class);
 * DataStream<Click> clicks =
 *         env.fromSource(source.onUnreadable(ErrorPolicy.deadLetter(bad)).build(), strategy, "clicks");
 * clicks.getSideOutput(bad).sinkTo(deadLetterTopic).name("bad clicks");
 * }</pre>
 */
public sealed interface ErrorPolicy extends Serializable {
    /** The job fails with {@code BAD_RECORD}, naming topic, partition, offset and cause. */
    record Fail() implements ErrorPolicy {}

    /** It is left out, counted in the metric {@code recordsSkipped}, and logged now and then. */
    record Skip() implements ErrorPolicy {}

    /**
     * It goes to a side output of the source's stream, counted in the metric {@code
     * recordsDeadLettered}; from there a sink can write it to a topic, with the same guarantee as
     * every other record.
     *
     * @param tag the side output
     */
    record DeadLetter(OutputTag<BadKafkaRecord> tag) implements ErrorPolicy {}

    /** Returns the policy to fail. */
    static ErrorPolicy fail() {
        return new Fail();
    }

    /** Returns the policy to leave it out and count it. */
    static ErrorPolicy skip() {
        return new Skip();
    }

    /** Returns the policy to send it to a side output. */
    static ErrorPolicy deadLetter(OutputTag<BadKafkaRecord> tag) {
        return new DeadLetter(tag);
    }
}
