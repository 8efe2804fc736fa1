/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessFunction;
import io.sampo.operators.graph.JobEdge;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.sink.CollectSink;
import io.sampo.operators.sink.PrintSink;
import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DataStreamTest {
    private static final OutputTag<String> LATE = new OutputTag<>("late");

    private final StreamEnvironment env =
            StreamEnvironment.local(ConfigFactory.parseString("sampo.parallelism = 2"));

    /** A key that is a class. */
    static final class PlainKey {}

    record Word(String text, int length) {}

    private static final class SideFunction extends ProcessFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String value, Context context, Collector<String> out) {
            context.output(LATE, value);
        }
    }

    private static String describe(JobGraph graph) {
        String vertices =
                graph.vertices().stream()
                        .map(DataStreamTest::describe)
                        .collect(Collectors.joining(" | "));
        String edges =
                graph.edges().stream()
                        .map(DataStreamTest::describe)
                        .collect(Collectors.joining(" "));
        return edges.isEmpty() ? vertices : vertices + " ; " + edges;
    }

    private static String describe(JobVertex vertex) {
        return vertex.operators().stream()
                        .map(operator -> operator.id().name())
                        .collect(Collectors.joining(","))
                + "*"
                + vertex.parallelism();
    }

    private static String describe(JobEdge edge) {
        String side = edge.sideOutput() == null ? "" : ":" + edge.sideOutput();
        return edge.from() + "." + edge.fromOperator() + side + ">" + edge.to();
    }

    private String planned() {
        return describe(env.graph("job"));
    }

    @Test
    void aJobIsWrittenWithoutTypeHints() {
        env.fromElements("to be", "or not")
                .flatMap(
                        (String line, Collector<String> out) ->
                                List.of(line.split(" ")).forEach(out::collect))
                .filter(word -> !word.isEmpty())
                .map(word -> new Word(word, word.length()))
                .keyBy(Word::text)
                .count()
                .name("count words")
                .map(counted -> counted.key() + "=" + counted.value())
                .print();

        assertThat(planned())
                .isEqualTo(
                        "source-1*1 | flat-map-2,filter-3,map-4*2 | count words,map-6,print-7*2 ;"
                                + " source-1.0>flat-map-2 flat-map-2.2>count words");
    }

    @Test
    void namesAndNumbersConcernTheOperatorBefore() {
        env.fromSource(CollectionSource.of(List.of(1)), WatermarkStrategy.noWatermarks(), "in")
                .setParallelism(3)
                .map(n -> n + 1)
                .name("plus")
                .setParallelism(3)
                .keyBy(n -> n)
                .reduce(Integer::sum)
                .name("sum")
                .setMaxParallelism(16)
                .sinkTo(new PrintSink<>())
                .name("out")
                .setParallelism(1);

        assertThat(planned()).isEqualTo("in,plus*3 | sum*2 | out*1 ; in.1>sum sum.0>out");
        assertThat(env.graph("job").vertices().get(1).maxParallelism()).isEqualTo(16);
    }

    @Test
    void keyedAggregatesAreKeyed() {
        DataStream<Word> words = env.fromElements(new Word("a", 1));
        words.keyBy(Word::text).min(Word::length);
        words.keyBy(Word::text).max(Word::length);
        words.keyBy(Word::text).sum(Word::length);
        words.keyBy(Word::text).count();

        assertThat(planned()).startsWith("source-1*1 | min-2*2 | max-3*2 | sum-4*2 | count-5*2 ;");
        assertThat(env.graph("job").vertices().subList(1, 5))
                .allMatch(vertex -> vertex.operators().get(0).keyed());
    }

    @Test
    void sideOutputsUnionsAndRedirections() {
        DataStream<String> in = env.fromElements("a").setParallelism(2);
        DataStream<String> main = in.process(new SideFunction()).name("split");
        DataStream<String> late = main.getSideOutput(LATE).map(s -> s).name("late");
        main.union(late, in).filter(s -> true).name("all");
        main.rebalance().filter(s -> true).name("dealt");
        main.broadcast().filter(s -> true).name("copied");
        main.forward().filter(s -> true).name("chained");
        main.global().filter(s -> true).name("first");

        assertThat(planned())
                .isEqualTo(
                        "source-1,split,late,chained*2 | all*2 | dealt*2 | copied*2 | first*2 ;"
                                + " source-1.1>all source-1.2>all source-1.0>all"
                                + " source-1.1>dealt source-1.1>copied source-1.1>first");
    }

    @Test
    void sinksThatCommitAreKnown() {
        env.fromElements("a").sinkTo(new CollectSink<>("results"));
        env.fromElements("a").print();

        List<JobVertex> vertices = env.graph("job").vertices();
        assertThat(vertices.get(1).operators().get(0).commits()).isTrue();
        assertThat(vertices.get(3).operators().get(0).commits()).isFalse();
    }

    @Test
    void rule4_refusesKeysThatAreKnownToBeUnfit() {
        DataStream<String> words = env.fromElements("a");

        assertRefused(
                () -> words.keyBy(word -> new PlainKey()), "A class cannot be used as a key:");
        assertRefused(() -> words.keyBy(word -> new int[0]), "class=int[]");
    }

    @Test
    void keysOfOpenTypesAreSeenWithTheFirstRecord() {
        DataStream<String> words = env.fromElements("a");

        words.keyBy(word -> (Object) word).count();
        words.keyBy(word -> (Comparable<?>) word).count();
        words.keyBy(word -> List.of(word)).count();

        assertThat(planned()).contains("count-2", "count-3", "count-4");
    }

    @Test
    void namesBelongToOneOperator() {
        DataStream<String> words = env.fromElements("a");

        assertRefused(
                () -> words.union(words).name("both"),
                "name(...) concerns the operator that makes a stream, and this one is a union, a side"
                        + " output or a redirected stream. Call it right behind the operator.");
        assertRefused(
                () -> words.rebalance().setParallelism(3),
                "setParallelism(...) concerns the operator");
        assertRefused(
                () -> words.rebalance().getSideOutput(LATE),
                "getSideOutput(...) concerns the operator");
        assertRefused(() -> words.name(" "), "The name of an operator must not be blank: name=' '");
    }

    @Test
    void aUnionStaysInOneEnvironment() {
        DataStream<String> other = StreamEnvironment.local().fromElements("b");

        assertRefused(
                () -> env.fromElements("a").union(other),
                "One operator reads streams of one environment only. Make both from the same"
                        + " StreamEnvironment.");
    }

    @Test
    void functionsThatCannotBeSerializedAreNamed() {
        Object captured = new Object();
        env.fromElements("a").map(word -> word + captured).name("bad one");

        assertThatThrownBy(() -> env.graph("job"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("function of operator 'bad one'")
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.NOT_SERIALIZABLE);
    }

    private static void assertRefused(Runnable program, String message) {
        assertThatThrownBy(program::run)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(message)
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.INVALID_PROGRAM);
    }

    @Test
    void operatorsAreKeptApartWhereTheProgramSaysSo() {
        env.setParallelism(1);
        env.fromElements("a")
                .map(text -> text)
                .name("first")
                .startNewChain()
                .map(text -> text)
                .name("second")
                .map(text -> text)
                .name("third")
                .disableChaining()
                .map(text -> text)
                .name("fourth")
                .print()
                .name("out")
                .disableChaining();

        assertThat(planned())
                .startsWith("source-1*1 | first,second*1 | third*1 | fourth*1 | out*1 ;");
    }

    @Test
    void aUnionHasNoChain() {
        DataStream<String> union = env.fromElements("a").union(env.fromElements("b"));

        assertThatThrownBy(union::disableChaining)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("setChainingStrategy");
    }
}
