/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.CoFlatMapFunction;
import io.sampo.operators.function.CoMapFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.graph.JobEdge;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectedStreamsTest {
    private final StreamEnvironment env = StreamEnvironment.local();

    private static final class Describe implements CoMapFunction<String, Integer, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String map1(String value) {
            return "text " + value;
        }

        @Override
        public String map2(Integer value) {
            return "number " + value;
        }
    }

    /** The number of a key is shown with its texts. */
    private static final class Annotate
            implements CoFlatMapFunction<String, Integer, String>, RichFunction {
        private static final long serialVersionUID = 1L;
        private transient @Nullable ValueState<Integer> number;

        @Override
        public void open(RuntimeContext context) {
            number = context.getState(StateDescriptor.value("number", Integer.class));
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void flatMap1(String value, Collector<String> out) {
            out.collect(value + " " + number.value());
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void flatMap2(Integer value, Collector<String> out) {
            number.update(value);
        }
    }

    private JobVertex both(JobGraph graph) {
        return graph.vertices().get(graph.vertices().size() - 1);
    }

    private OperatorFactory<String> factory(JobGraph graph) {
        return ClosureCodec.read(
                both(graph).operators().get(0).factory(), getClass().getClassLoader());
    }

    @Test
    void connectsStreamsOfTwoTypes() {
        env.fromElements("a").connect(env.fromElements(1, 2)).map(new Describe()).name("both");

        JobGraph graph = env.graph("job");

        assertThat(both(graph).id().name()).isEqualTo("both");
        assertThat(both(graph).operators().get(0).keyed()).isFalse();
        assertThat(graph.edges()).extracting(JobEdge::input).containsExactly(0, 1);
        try (OperatorHarness<FromInput<String, Integer>, String> harness =
                TwoInputHarness.<String, Integer, String>of(factory(graph)).open()) {
            harness.process(FromInput.first("a"));
            harness.process(FromInput.second(5));
            assertThat(harness.output()).containsExactly("text a", "number 5");
        }
    }

    @Test
    void allStreamsOfAUnionFeedTheSameInput() {
        DataStream<String> texts = env.fromElements("a").union(env.fromElements("b"));
        texts.connect(env.fromElements(1).union(env.fromElements(2))).map(new Describe());

        assertThat(env.graph("job").edges()).extracting(JobEdge::input).containsExactly(0, 0, 1, 1);
    }

    @Test
    void functionsOnKeyedStreamsHaveStateThatBothShare() {
        env.fromElements("a1")
                .connect(env.fromElements(1))
                .keyBy(text -> Integer.valueOf(text.substring(1)), number -> number)
                .flatMap(new Annotate())
                .name("both");

        JobGraph graph = env.graph("job");

        assertThat(both(graph).operators().get(0).keyed()).isTrue();
        try (OperatorHarness<FromInput<String, Integer>, String> harness =
                TwoInputHarness.<Integer, String, Integer, String>keyed(
                                factory(graph),
                                text -> Integer.valueOf(text.substring(1)),
                                number -> number)
                        .open()) {
            harness.process(FromInput.second(5));
            harness.process(FromInput.first("a5"));
            harness.process(FromInput.first("a6"));
            assertThat(harness.output()).containsExactly("a5 5", "a6 null");
        }
    }

    @Test
    void keysOfTwoClassesFailTheJob() {
        KeyedStream<String, Object> texts = env.fromElements("a").keyBy(text -> 1);
        texts.connect(env.fromElements(1).<Object>keyBy(number -> (long) number))
                .flatMap(new Annotate());

        try (OperatorHarness<FromInput<String, Integer>, String> harness =
                TwoInputHarness.<Object, String, Integer, String>keyed(
                                factory(env.graph("job")), text -> 1, number -> (long) number)
                        .open()) {
            harness.process(FromInput.first("a"));
            assertThatThrownBy(() -> harness.process(FromInput.second(1)))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("first=java.lang.Integer key=java.lang.Long");
        }
    }

    @Test
    void refusesStreamsOfTwoEnvironments() {
        DataStream<Integer> elsewhere = StreamEnvironment.local().fromElements(1);

        assertThatThrownBy(() -> env.fromElements("a").connect(elsewhere))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("one environment only");
        assertThat(List.of(elsewhere)).hasSize(1);
    }
}
