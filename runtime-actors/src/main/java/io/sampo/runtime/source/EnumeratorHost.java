/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.source;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One enumerator with the serializers of its splits and its state; knows nothing of actors. */
final class EnumeratorHost implements AutoCloseable {
    private final EnumeratorActor.Props props;
    private final Surroundings surroundings;
    private final ValueSerializer<Object> splits;
    private final ValueSerializer<Object> states;
    private @Nullable SplitEnumerator<SourceSplit, Object> enumerator;

    /** Where assignments go, and how work gets to other threads and back. */
    interface Surroundings {
        void assign(byte[] split, int subtaskIndex);

        void noMoreSplits(int subtaskIndex);

        void capWatermark(long timestamp);

        <R> void callAsync(Callable<R> work, Consumer<R> then);

        <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period);
    }

    EnumeratorHost(EnumeratorActor.Props props, Surroundings surroundings) {
        this.props = props;
        this.surroundings = surroundings;
        Serialization serialization = props.services().serialization().create();
        splits =
                serialization.forState(
                        TypeInfo.unknown(), "splits of source '" + props.source() + "'");
        states =
                serialization.forState(
                        TypeInfo.unknown(), "enumerator state of source '" + props.source() + "'");
    }

    void start() throws Exception {
        Source<?, SourceSplit, Object> source =
                ClosureCodec.read(
                        props.serialized(), props.services().serialization().classLoader());
        byte[] restored = props.restored();
        Object state = restored == null ? null : states.read(new BinaryInput(restored));
        SplitEnumerator<SourceSplit, Object> made = source.createEnumerator(new Context(), state);
        enumerator = made;
        made.start();
    }

    void handleSplitRequest(int subtaskIndex) {
        started().handleSplitRequest(subtaskIndex);
    }

    private SplitEnumerator<SourceSplit, Object> started() {
        return Objects.requireNonNull(enumerator, "The enumerator was not started");
    }

    byte[] snapshot(long checkpointId) throws Exception {
        Object state = started().snapshotState(checkpointId);
        BinaryOutput target = new BinaryOutput();
        states.write(state, target);
        return target.toByteArray();
    }

    @Override
    public void close() throws Exception {
        if (enumerator != null) {
            enumerator.close();
        }
    }

    private final class Context implements SplitEnumeratorContext<SourceSplit> {
        private final BinaryOutput scratch = new BinaryOutput();

        @Override
        public int parallelism() {
            return props.readers().size();
        }

        @Override
        public Clock clock() {
            return props.services().clock();
        }

        @Override
        public void assignSplit(SourceSplit split, int subtaskIndex) {
            scratch.clear();
            splits.write(split, scratch);
            surroundings.assign(scratch.toByteArray(), subtaskIndex);
        }

        @Override
        public void signalNoMoreSplits(int subtaskIndex) {
            surroundings.noMoreSplits(subtaskIndex);
        }

        @Override
        public void capWatermark(long timestamp) {
            surroundings.capWatermark(timestamp);
        }

        @Override
        public <R> void callAsync(Callable<R> work, Consumer<R> then) {
            surroundings.callAsync(work, then);
        }

        @Override
        public <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period) {
            surroundings.callPeriodically(work, then, period);
        }
    }
}
