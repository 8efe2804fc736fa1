/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.TwoInputHarness;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a temporal join reaches its operator. */
class TemporalJoinTest {
    private final StreamEnvironment env = StreamEnvironment.local();

    private TemporalJoin<Long, Long, String> join() {
        return env.fromElements(1L)
                .keyBy(number -> 0L)
                .temporalJoin(env.fromElements("a").keyBy(version -> 0L));
    }

    private static final class Show extends ProcessJoinFunction<Long, @Nullable String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Long left, @Nullable String right, Context context, Collector<String> out) {
            out.collect(left + " " + right);
        }
    }

    /**
     * Runs the planned operator with a version from 10, a deletion from 20, and a record in each.
     */
    private List<String> run() {
        List<JobVertex> vertices = env.graph("job").vertices();
        OperatorFactory<String> factory =
                ClosureCodec.read(
                        vertices.get(vertices.size() - 1).operators().get(0).factory(),
                        getClass().getClassLoader());
        try (var harness =
                TwoInputHarness.<Long, Long, String, String>keyed(
                                factory, number -> 0L, version -> 0L)
                        .open()) {
            harness.process(FromInput.second("euro"), 10);
            harness.process(FromInput.second(""), 20);
            for (long at : new long[] {5, 15, 25}) {
                harness.process(FromInput.first(at), at);
            }
            harness.endInput();
            return harness.output();
        }
    }

    @Test
    void rule69_isInnerByDefault() {
        assertThat(join().process(new Show())).isNotNull();

        assertThat(run()).containsExactly("15 euro", "25 ");
    }

    @Test
    void rule69_canBeOuterAndKnowDeletions() {
        assertThat(join().leftOuter().deletedWhen(String::isEmpty).process(new Show())).isNotNull();

        assertThat(run()).containsExactly("5 null", "15 euro", "25 null");
    }
}
