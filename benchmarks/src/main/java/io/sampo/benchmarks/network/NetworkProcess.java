/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.network;

import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.ConfigFactory;
import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.core.element.ControlElement;
import io.sampo.core.element.Watermark;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.partition.Partitioner;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.OutputPartition;
import io.sampo.runtime.exchange.OutputPressure;
import io.sampo.runtime.network.NettyTransport;
import io.sampo.runtime.network.NetworkSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One of the two processes. Its only subtask is the main thread. A watermark ends a repetition: the
 * receiver answers with its processor time.
 */
final class NetworkProcess {
    /** What the line with the port begins with. */
    static final String ADDRESS = "address ";

    private static final int POOL = 1024;
    private static final int KEY_GROUPS = 128;
    private static final long PING_NANOS = 1_000_000;
    private static final double NANOS = 1e9;
    private static final double MICRO = 1000;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ThreadBell bell = new ThreadBell();
    private final NettyTransport transport;
    private final InputChannel in;
    private final OutputPartition out;

    private NetworkProcess(NettyTransport transport, NodeAddress peer, int credits, boolean sends) {
        this.transport = transport;
        ChannelId there = new ChannelId("benchmark", 1, 0);
        ChannelId back = new ChannelId("benchmark", 1, 1);
        ForySerializationFactory types =
                new ForySerializationFactory(NetworkProcess.class.getClassLoader());
        ValueSerializer<Object> wire = types.create().forWire("benchmark");
        ChannelEnd end =
                new ChannelEnd(
                        "benchmark",
                        wire,
                        bell,
                        broken -> {
                            if (sends) {
                                System.err.println(broken.getMessage());
                            }
                            Runtime.getRuntime().halt(sends ? 1 : 0);
                        });
        in = transport.openReceiver(peer, sends ? back : there, credits, end);
        OutputChannel channel = transport.openSender(peer, sends ? there : back, end);
        out =
                OutputPartition.create(
                        new OutputPartition.Wiring(
                                new Partitioner.Forward(),
                                List.of(channel),
                                KEY_GROUPS,
                                wire,
                                wire,
                                new OutputPressure(bell),
                                Clock.system(),
                                "benchmark"),
                        0);
    }

    public static void main(String[] arguments) throws IOException {
        boolean sends = arguments[0].equals("send");
        NetworkSettings settings = NetworkSettings.from(ConfigFactory.load());
        NettyTransport transport = NettyTransport.start(settings, Clock.system());
        NodeAddress own = transport.address();
        System.out.println(ADDRESS + own.host() + " " + own.port());
        String[] peer =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                        .readLine()
                        .split(" ");
        NetworkProcess process =
                new NetworkProcess(
                        transport,
                        new NodeAddress(peer[0], Integer.parseInt(peer[1])),
                        settings.channelCredits(),
                        sends);
        if (sends) {
            process.send(
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]));
            Runtime.getRuntime().halt(0);
        } else {
            process.receive();
        }
    }

    private Frame take() {
        bell.await(in::hasFrame);
        return Objects.requireNonNull(in.poll());
    }

    private void send(int repetitions, int records, int pings) {
        Reading[] pool = new Reading[POOL];
        for (int i = 0; i < POOL; i++) {
            pool[i] = Reading.of(i);
        }
        long bytesBefore = 0;
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            long start = System.nanoTime();
            long cpu = PROCESS.getProcessCpuTime();
            for (int i = 0; i < records; i++) {
                out.collect(pool[i & POOL - 1], i);
            }
            out.control(new Watermark(repetition));
            double theirs = (Long) take().record(0);
            double own = PROCESS.getProcessCpuTime() - cpu;
            double seconds = (System.nanoTime() - start) / NANOS;
            long bytes = transport.metrics().bytesOut();
            System.out.println(
                    new JsonLine()
                            .text("workload", "network")
                            .number("rep", repetition)
                            .number("records", records)
                            .number("bytes_per_record", (double) (bytes - bytesBefore) / records, 1)
                            .number("records_per_s", records / seconds, 0)
                            .number("sender_cpu_ns", own / records, 1)
                            .number("receiver_cpu_ns", theirs / records, 1)
                            .number("cpu_ns", (own + theirs) / records, 1));
            bytesBefore = bytes;
        }
        ping(pool[0], pings);
    }

    private void ping(Reading reading, int pings) {
        Histogram nanos = new Histogram(3);
        for (int i = 0; i < pings; i++) {
            LockSupport.parkNanos(PING_NANOS);
            long start = System.nanoTime();
            out.collect(reading, i);
            out.flush();
            take();
            nanos.recordValue(System.nanoTime() - start);
        }
        System.out.println(
                new JsonLine()
                        .text("workload", "network, there and back")
                        .number("records", pings)
                        .number("p50_us", nanos.getValueAtPercentile(50) / MICRO, 1)
                        .number("p99_us", nanos.getValueAtPercentile(99) / MICRO, 1)
                        .number("p999_us", nanos.getValueAtPercentile(99.9) / MICRO, 1));
    }

    /** Answers a frame of one record with it, and a repetition with its processor time. */
    private void receive() {
        long cpu = PROCESS.getProcessCpuTime();
        long sum = 0;
        while (true) {
            Frame frame = take();
            int size = frame.size();
            for (int i = 0; i < size; i++) {
                sum += ((Reading) frame.record(i)).id() + frame.timestamp(i);
            }
            ControlElement control = frame.control();
            if (control != null) {
                long now = PROCESS.getProcessCpuTime();
                out.collect(now - cpu, sum);
                out.flush();
                cpu = PROCESS.getProcessCpuTime();
            } else if (size == 1) {
                out.collect(frame.record(0), frame.timestamp(0));
                out.flush();
            }
        }
    }
}
