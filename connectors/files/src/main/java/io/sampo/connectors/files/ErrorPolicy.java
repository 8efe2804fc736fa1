/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files;

import io.sampo.operators.function.OutputTag;
import java.io.Serializable;

/**
 * What becomes of a line that cannot be read, or a record that cannot be written. Without a policy
 * the job fails.
 *
 * <pre>{@code
 * OutputTag<BadRecord> bad = OutputTag.of("bad-lines", BadRecord.class);
 * FileSource<Flight> source =
 *         FileSource.jsonLines("flights.jsonl", Flight.class).onMalformed(ErrorPolicy.deadLetter(bad));
 * }</pre>
 */
public sealed interface ErrorPolicy extends Serializable {
    /** The job fails with {@code BAD_RECORD}, naming the place and the cause. */
    record Fail() implements ErrorPolicy {}

    /** It is left out, counted in the metric {@code recordsSkipped}, and logged now and then. */
    record Skip() implements ErrorPolicy {}

    /**
     * A line goes to a side output of the source's stream, counted in the metric {@code
     * recordsDeadLettered}. Only for sources.
     *
     * @param tag the side output
     */
    record DeadLetter(OutputTag<BadRecord> tag) implements ErrorPolicy {}

    /** Returns the policy to fail. */
    static ErrorPolicy fail() {
        return new Fail();
    }

    /** Returns the policy to leave it out and count it. */
    static ErrorPolicy skip() {
        return new Skip();
    }

    /** Returns the policy to send it to a side output. */
    static ErrorPolicy deadLetter(OutputTag<BadRecord> tag) {
        return new DeadLetter(tag);
    }
}
