/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.core.function.KeySelector;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps some random bytes for each of many keys. First each key comes once; then they come again,
 * and one time in ten the bytes are made anew. Each tenth record is told to the {@link Arrivals}.
 */
final class RecoveryJob {
    /** What is kept for a key. */
    static final int VALUE_BYTES = 1024;

    private static final int SOME = 10;

    private RecoveryJob() {}

    /** What is kept for a key. */
    record Kept(long times, byte[] bytes) {}

    /**
     * Writes the job.
     *
     * @param arrivals where the results are heard of
     */
    static void write(StreamEnvironment env, long keys, int ratePerSecond, int arrivals) {
        env.fromSource(
                        DataGenSource.of(index -> index).ratePerSecond(ratePerSecond),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(new KeyOf(keys))
                .process(new Keeper())
                .name("keeper")
                .sinkTo(new ArrivalSink(arrivals))
                .name("arrivals");
    }

    /** All keys, again and again. */
    private record KeyOf(long keys) implements KeySelector<Long, Long> {
        @Override
        public Long getKey(Long index) {
            return index % keys;
        }
    }

    private static final class Keeper extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Kept> state;

        @Override
        public void open(RuntimeContext context) {
            state = context.getState(StateDescriptor.value("kept", Kept.class));
        }

        @Override
        public void processElement(Long index, Context<Long> context, Collector<Long> out)
                throws Exception {
            ValueState<Kept> kept = state;
            if (kept == null) {
                throw new IllegalStateException("Not open");
            }
            Kept before = kept.value();
            long times = before == null ? 0 : before.times() + 1;
            if (before == null || index % SOME == 0) {
                byte[] bytes = new byte[VALUE_BYTES];
                new SplittableRandom(index).nextBytes(bytes);
                kept.update(new Kept(times, bytes));
            }
            if (index % SOME == 0) {
                out.collect(index);
            }
        }
    }

    /** Tells attempt, subtask and process with each record. */
    private record ArrivalSink(int port) implements Sink<Long> {
        @Override
        public SinkWriter<Long> createWriter(SinkContext context) throws IOException {
            return new ArrivalWriter(
                    context.attempt(),
                    context.subtaskIndex(),
                    new Socket(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static final class ArrivalWriter implements SinkWriter<Long> {
        private static final long PROCESS = ProcessHandle.current().pid();

        private final int attempt;
        private final int subtask;
        private final Socket socket;
        private final DataOutputStream out;

        ArrivalWriter(int attempt, int subtask, Socket socket) throws IOException {
            this.attempt = attempt;
            this.subtask = subtask;
            this.socket = socket;
            socket.setTcpNoDelay(true);
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        }

        @Override
        public void write(Long record, long timestamp) throws IOException {
            out.writeInt(attempt);
            out.writeInt(subtask);
            out.writeLong(PROCESS);
            out.flush();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
