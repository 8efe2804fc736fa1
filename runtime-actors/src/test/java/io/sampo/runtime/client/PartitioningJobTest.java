/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.ProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way of dealing records out, in jobs with checkpoints. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PartitioningJobTest {
    private static final int RECORDS = 4_000;

    @TempDir private Path directory;

    /** A record, who sent it, as which of its own, and who got it. */
    record Passed(int sender, int order, int number, int receiver) {}

    private static final class Sign extends ProcessFunction<Passed, Passed> {
        private static final long serialVersionUID = 1L;

        private transient int subtask;
        private transient int order;

        @Override
        public void open(RuntimeContext context) {
            subtask = context.subtaskIndex();
        }

        @Override
        public void processElement(Passed passed, Context context, Collector<Passed> out) {
            out.collect(
                    passed.sender() < 0
                            ? new Passed(subtask, order++, passed.number(), -1)
                            : new Passed(
                                    passed.sender(), passed.order(), passed.number(), subtask));
        }
    }

    private List<Passed> run(
            int senders, int receivers, UnaryOperator<DataStream<Passed>> dealtOut) {
        StreamEnvironment env = TestJobs.env(TestJobs.checkpoints(directory, "20ms"));
        DataStream<Passed> sent =
                env.fromCollection(IntStream.range(0, RECORDS).boxed().toList())
                        .name("numbers")
                        .map(number -> new Passed(-1, 0, number, -1))
                        .rebalance()
                        .process(new Sign())
                        .name("send")
                        .setParallelism(senders);
        List<Passed> passed =
                dealtOut.apply(sent)
                        .process(new Sign())
                        .name("receive")
                        .setParallelism(receivers)
                        .global()
                        .map(record -> record)
                        .name("gather")
                        .setParallelism(1)
                        .executeAndCollect();
        assertThat(passed).extracting(Passed::number).doesNotHaveDuplicates().hasSize(RECORDS);
        return passed;
    }

    /** For each sender the receivers that it has fed. */
    private static Map<Integer, TreeSet<Integer>> links(List<Passed> passed) {
        Map<Integer, TreeSet<Integer>> links = new TreeMap<>();
        for (Passed each : passed) {
            links.computeIfAbsent(each.sender(), sender -> new TreeSet<>()).add(each.receiver());
        }
        return links;
    }

    private static void assertOrdered(List<Passed> passed) {
        Map<String, Integer> last = new HashMap<>();
        for (Passed each : passed) {
            Integer before = last.put(each.sender() + "-" + each.receiver(), each.order());
            assertThat(before == null || before < each.order()).as("%s", each).isTrue();
        }
    }

    @Test
    void rule74_rescaleFeedsMoreSubtasksNearbyInOrder() {
        List<Passed> passed = run(2, 4, DataStream::rescale);

        assertThat(links(passed)).hasToString("{0=[0, 1], 1=[2, 3]}");
        assertOrdered(passed);
    }

    @Test
    void rule74_rescaleFeedsFewerSubtasksNearbyInOrder() {
        List<Passed> passed = run(4, 2, DataStream::rescale);

        assertThat(links(passed)).hasToString("{0=[0], 1=[0], 2=[1], 3=[1]}");
        assertOrdered(passed);
    }

    @Test
    void rule74_shuffleReachesAllInTheOrderOfEachChannel() {
        List<Passed> passed = run(2, 3, DataStream::shuffle);

        assertThat(links(passed)).hasToString("{0=[0, 1, 2], 1=[0, 1, 2]}");
        assertOrdered(passed);
    }

    @Test
    void rule74_aCustomPartitionerDecidesAndKeepsTheOrderOfEachChannel() {
        List<Passed> passed =
                run(
                        2,
                        3,
                        sent ->
                                sent.partitionCustom(
                                        (Integer tens, int n) -> tens % n,
                                        each -> each.number() / 10));

        assertThat(passed)
                .allSatisfy(each -> assertThat(each.receiver()).isEqualTo(each.number() / 10 % 3));
        assertOrdered(passed);
    }

    @Test
    void globalFeedsTheFirstOnly() {
        assertThat(links(run(2, 3, DataStream::global))).hasToString("{0=[0], 1=[0]}");
    }
}
