/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.operators.job.ChainingStrategy;
import io.sampo.operators.partition.Partitioner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job of {@code source,map*2 | count*2,apart*2 | one*3}, with 128 key groups. */
class NewParallelismTest {
    private static JobGraph job() {
        Transformation source = Transformation.source(1, "factory", "source", null, false);
        source.setName("source");
        Transformation map = operator(2, "map", OperatorTraits.STATELESS, Upstream.of(source));
        Transformation count =
                operator(
                        3,
                        "count",
                        OperatorTraits.KEYED,
                        Upstream.of(map).with(new Partitioner.ByKey(record -> record)));
        Transformation apart = operator(4, "apart", OperatorTraits.STATELESS, Upstream.of(count));
        apart.setChainingStrategy(ChainingStrategy.NEVER);
        Transformation own = operator(5, "own", OperatorTraits.STATELESS, Upstream.of(apart));
        own.setParallelism(3);
        Config config =
                ConfigFactory.parseString("sampo.parallelism = 2")
                        .withFallback(ConfigFactory.load());
        return ChainPlanner.plan("job", List.of(own), JobSettings.section(config));
    }

    private static Transformation operator(
            int number, String name, OperatorTraits traits, Upstream input) {
        Transformation operator =
                Transformation.operator(number, name, List.of(input), "factory", traits);
        operator.setName(name);
        return operator;
    }

    private static Map<String, Integer> scaled(String... parts) {
        Map<String, Integer> parallelism = new LinkedHashMap<>();
        JobGraph scaled = NewParallelism.parse(List.of(parts)).applyTo(job());
        scaled.vertices()
                .forEach(vertex -> parallelism.put(vertex.id().name(), vertex.parallelism()));
        return parallelism;
    }

    @Test
    void whatTheProgramSetsStays() {
        assertThat(scaled("4")).isEqualTo(Map.of("source", 4, "count", 4, "apart", 4, "own", 3));
    }

    @Test
    void aNamedOperatorTakesItsChainAlong() {
        assertThat(scaled("map=5")).containsEntry("source", 5).containsEntry("count", 2);
        assertThat(scaled("4", "own=1")).containsEntry("source", 4).containsEntry("own", 1);
    }

    @Test
    void whatIsLinkedOneToOneStaysSo() {
        assertThat(scaled("count=7", "apart=7")).containsEntry("apart", 7);
        assertThatThrownBy(() -> scaled("count=7"))
                .hasMessageContaining("from=count parallelism=7 to=apart parallelism=2");
    }

    @Test
    void keyGroupsAndHowRecordsAreDealtOutStay() {
        JobGraph before = job();
        JobGraph after = NewParallelism.parse(List.of("4")).applyTo(before);

        assertThat(after.edges()).isEqualTo(before.edges());
        assertThat(after.vertices()).allMatch(vertex -> vertex.maxParallelism() == 128);
        assertThat(after.highestParallelism()).isEqualTo(4);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> scaled("129"))
                .hasMessageContaining("operator=source parallelism=129 maxParallelism=128");
        assertThatThrownBy(() -> scaled("none=2"))
                .hasMessageContaining("operators=[none] known=[source, map, count, apart, own]");
        assertThatThrownBy(() -> scaled("source=3", "map=4"))
                .hasMessageContaining("operator=map chain=source");
        assertThatThrownBy(() -> scaled("2")).hasMessageContaining("already");
        for (String wrong : List.of("0", "-1", "x", "map=", "map=1.5", "")) {
            assertThatThrownBy(() -> scaled(wrong)).hasMessageContaining("'" + wrong + "'");
        }
    }
}
