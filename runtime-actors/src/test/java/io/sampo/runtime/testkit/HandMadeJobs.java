/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.element.Watermark;
import io.sampo.core.function.KeySelector;
import io.sampo.core.id.OperatorId;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.graph.JobEdge;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.partition.Partitioner;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import io.sampo.state.ListState;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs put together from operators of the tests' own, below the stream API. */
public final class HandMadeJobs {
    private HandMadeJobs() {}

    /** A number with the count of its key so far. */
    public record Counted(long key, long count) {}

    /** Returns the settings of a test: the defaults under {@code overrides}. */
    public static Config settings(String overrides) {
        return ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.load())
                .resolve()
                .getConfig("sampo");
    }

    /**
     * Returns numbers(0..perSubtask) by each source subtask, keyed by n mod keys, counted,
     * collected.
     */
    public static JobGraph counting(
            String name, long perSubtask, long keys, int parallelism, Config settings) {
        OperatorId source = new OperatorId("numbers");
        OperatorId counter = new OperatorId("counter");
        OperatorId sink = new OperatorId("sink");
        KeySelector<Object, Object> byKey = number -> ((Long) number) % keys;
        OperatorFactory<Object> sourceFactory = () -> new NumberSource(perSubtask);
        OperatorFactory<Object> countFactory = CountOperator::new;
        OperatorFactory<Object> sinkFactory = ClientSink::new;
        JobVertex sourceVertex =
                new JobVertex(
                        source,
                        parallelism,
                        128,
                        false,
                        List.of(operator(source, sourceFactory, false, List.of())),
                        ClosureCodec.write(new NoSplits(), "source"),
                        null);
        JobVertex countVertex =
                new JobVertex(
                        counter,
                        parallelism,
                        128,
                        false,
                        List.of(
                                operator(
                                        counter,
                                        countFactory,
                                        true,
                                        List.of(new JobVertex.ChainLink(1, null))),
                                operator(sink, sinkFactory, false, List.of())),
                        null,
                        null);
        JobEdge edge =
                new JobEdge(
                        source,
                        0,
                        null,
                        counter,
                        0,
                        ClosureCodec.write(new Partitioner.ByKey(byKey), "edge"),
                        false,
                        false);
        return new JobGraph(
                name, List.of(sourceVertex, countVertex), List.of(edge), List.of(), settings);
    }

    private static ChainedOperator operator(
            OperatorId id,
            OperatorFactory<Object> factory,
            boolean keyed,
            List<JobVertex.ChainLink> links) {
        return new ChainedOperator(
                id, ClosureCodec.write(factory, id.name()), keyed, true, false, links, List.of());
    }

    /** Emits 0 to its limit; its position is operator state. */
    private static final class NumberSource implements SourceDriver<Object> {
        private final long limit;
        private @Nullable Output<Object> output;
        private @Nullable ListState<Long> position;
        private long next;

        NumberSource(long limit) {
            this.limit = limit;
        }

        @Override
        public void open(OperatorContext context, Output<Object> operatorOutput) {
            output = operatorOutput;
            position =
                    context.operatorState()
                            .list("position", TypeInfo.of(Long.class), Distribution.SPLIT);
            for (Long restored : position.get()) {
                next = restored;
            }
        }

        @Override
        public Status emitNext(TurnBudget budget) {
            while (next < limit) {
                if (budget.exhausted()) {
                    return Status.MORE;
                }
                output.collect(next, next);
                next++;
            }
            return Status.END;
        }

        @Override
        public void snapshotState(long checkpointId) {
            position.update(List.of(next));
        }

        @Override
        public void addSplits(List<byte[]> splits) {}

        @Override
        public void noMoreSplits() {}

        @Override
        public void capWatermark(long timestamp) {}

        @Override
        public void limitWatermark(long timestamp) {}

        @Override
        public void endEventTime() {
            output.watermark(Watermark.MAX);
        }
    }

    /** Counts the records of each key. */
    private static final class CountOperator extends BasicOperator<Object, Object> {
        private @Nullable ValueTable<NoNamespace, Long> counts;

        @Override
        public void open(OperatorContext operatorContext, Output<Object> operatorOutput)
                throws Exception {
            super.open(operatorContext, operatorOutput);
            counts =
                    operatorContext
                            .keyedState()
                            .valueTable(
                                    new TableSpec<>(
                                            "count", NamespaceType.NONE, TypeInfo.of(Long.class)));
        }

        @Override
        public void process(Object record, long timestamp) {
            Long before = counts.get(NoNamespace.INSTANCE);
            long count = before == null ? 1 : before + 1;
            counts.put(NoNamespace.INSTANCE, count);
            Long key = (Long) context().keyedState().currentKey();
            output().collect(new Counted(key, count), timestamp);
        }
    }

    /** Hands everything to the program. */
    private static final class ClientSink extends BasicOperator<Object, Object> {
        @Override
        public void process(Object record, long timestamp) {
            context().sendToClient("results", record);
        }
    }

    /** A source whose readers know themselves what to read. */
    private record NoSplits() implements Source<Object, SourceSplit, Object> {
        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public SplitEnumerator<SourceSplit, Object> createEnumerator(
                SplitEnumeratorContext<SourceSplit> context, @Nullable Object restored) {
            return new SplitEnumerator<>() {
                @Override
                public void start() {}

                @Override
                public void handleSplitRequest(int subtaskIndex) {}

                @Override
                public void addSplitsBack(List<SourceSplit> splits) {}

                @Override
                public Object snapshotState(long checkpointId) {
                    return 0L;
                }
            };
        }

        @Override
        public SourceReader<Object, SourceSplit> createReader(SourceReaderContext context) {
            throw new IllegalStateException("The operator reads itself");
        }
    }
}
