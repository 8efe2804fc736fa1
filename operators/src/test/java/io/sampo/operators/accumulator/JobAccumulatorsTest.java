/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.testkit.FakeContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobAccumulatorsTest {
    private final JobAccumulators job = new JobAccumulators();

    @Test
    void mergesThoseOfOneName() {
        for (int subtask = 1; subtask <= 3; subtask++) {
            IntCounter ints = new IntCounter();
            LongCounter longs = new LongCounter();
            DoubleCounter doubles = new DoubleCounter();
            Histogram histogram = new Histogram();
            ListAccumulator<String> list = new ListAccumulator<>();
            ints.add(subtask);
            longs.add(10L * subtask);
            doubles.add(subtask / 2.0);
            histogram.add(7);
            histogram.add(subtask);
            list.add("subtask " + subtask);
            job.add("ints", ints);
            job.add("longs", longs);
            job.add("doubles", doubles);
            job.add("histogram", histogram);
            job.add("list", list);
        }

        assertThat(job.takeResults())
                .isEqualTo(
                        Map.of(
                                "ints",
                                6,
                                "longs",
                                60L,
                                "doubles",
                                3.0,
                                "histogram",
                                new TreeMap<>(Map.of(1, 1, 2, 1, 3, 1, 7, 3)),
                                "list",
                                List.of("subtask 1", "subtask 2", "subtask 3")));
        assertThat(job.takeResults()).as("taken").isEmpty();
    }

    @Test
    void anotherAttemptBeginsWithNone() {
        job.add("ints", new IntCounter());
        job.clear();

        assertThat(job.takeResults()).isEmpty();
    }

    @Test
    void thoseOfOneNameAreOfOneClass() {
        job.add("count", new IntCounter());

        assertThatThrownBy(() -> job.add("count", new LongCounter()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("name='count'")
                .hasMessageContaining("IntCounter")
                .hasMessageContaining("LongCounter");
    }

    @Test
    void aFunctionGetsWhatItHasAdded() {
        FakeContext operator = FakeContext.of("words");
        OperatorRuntimeContext context = new OperatorRuntimeContext(operator);
        LongCounter added = new LongCounter();
        context.addAccumulator("count", added);

        assertThat(context.<Long, Long>getAccumulator("count")).isSameAs(added);
        assertThatThrownBy(() -> context.addAccumulator("count", new LongCounter()))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("two accumulators of one name: operator=words name='count'");
        assertThatThrownBy(() -> context.getAccumulator("other"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("operator=words name='other' known=[count]");
        assertThat(operator.accumulators.takeResults()).containsOnlyKeys("count");
    }
}
