/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.Serialization;
import io.sampo.operators.partition.Partitioner;
import io.sampo.runtime.exchange.OutputPartition.Wiring;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;

/** Records of Avro over an edge by key, as bytes to another node. */
class AvroRecordsTest {
    private static final int RECORDS = 500;
    private static final int RECEIVERS = 3;

    private static AvroRide ride(int i) {
        AvroRide ride = new AvroRide();
        ride.put(0, "car " + i % 40);
        ride.put(1, i);
        return ride;
    }

    private static GenericRecord generic(int i) {
        GenericRecord ride = new GenericData.Record(AvroRide.SCHEMA$);
        ride.put(0, "car " + i % 40);
        ride.put(1, i);
        return ride;
    }

    private static Serialization serialization() {
        return new ForySerializationFactory(AvroRecordsTest.class.getClassLoader()).create();
    }

    /** Sends them by car, and returns the bytes per record with what arrived, sorted. */
    private static int send(IntFunction<IndexedRecord> maker, List<String> arrived) {
        Serialization here = serialization();
        List<HandChannel> channels = new ArrayList<>();
        for (int i = 0; i < RECEIVERS; i++) {
            channels.add(new HandChannel(1000));
        }
        OutputPartition edge =
                OutputPartition.create(
                        new Wiring(
                                new Partitioner.ByKey(
                                        record -> ((IndexedRecord) record).get(0).toString()),
                                channels,
                                128,
                                here.forWire("copy"),
                                here.forWire("size"),
                                new OutputPressure(new OutputPartitionTest.NoWait()),
                                new ManualClock(0),
                                "source/0 -> sink"),
                        0);
        for (int i = 0; i < RECORDS; i++) {
            IndexedRecord record = maker.apply(i);
            edge.collect(record, i);
            // it was taken over by then
            record.put(1, -1);
        }
        edge.flush();
        int bytes = 0;
        for (HandChannel channel : channels) {
            FrameCodec sender = new FrameCodec(here.forWire("sent"), "source/0 -> sink");
            FrameCodec receiver = new FrameCodec(serialization().forWire("read"), "source -> sink");
            for (Frame frame : channel.sent) {
                BinaryOutput target = new BinaryOutput();
                sender.write(frame, target);
                bytes += target.length();
                assertThat(new String(target.toByteArray(), StandardCharsets.ISO_8859_1))
                        .as("generic records alone bring their schema")
                        .matches(text -> text.contains("\"fields\"") == isGeneric(maker));
                Frame read = receiver.read(new BinaryInput(target.toByteArray()), 0);
                for (int i = 0; i < read.size(); i++) {
                    assertThat(read.record(i)).hasSameClassAs(maker.apply(0));
                    arrived.add(read.record(i).toString());
                }
            }
        }
        arrived.sort(null);
        return bytes / RECORDS;
    }

    private static boolean isGeneric(IntFunction<IndexedRecord> maker) {
        return maker.apply(0) instanceof GenericData.Record;
    }

    @Test
    void comeAcrossAsTheyWere() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            expected.add(ride(i).toString());
        }
        expected.sort(null);
        List<String> rides = new ArrayList<>();
        List<String> generic = new ArrayList<>();

        assertThat(send(AvroRecordsTest::ride, rides)).isLessThan(110);
        send(AvroRecordsTest::generic, generic);

        assertThat(rides).isEqualTo(expected);
        assertThat(generic).isEqualTo(expected);
    }
}
