/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.sink.CollectSink;
import io.sampo.operators.sink.CollectedBatch;
import io.sampo.operators.testkit.FakeContext;
import io.sampo.operators.testkit.RecordingOutput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectWriterTest {
    private FakeContext context = FakeContext.of("collect");
    private SinkOperator<Object> operator = new SinkOperator<>(new CollectSink<>("results"));

    @Test
    void withCheckpointsRecordsComeWhenTheirsIsComplete() throws Exception {
        operator.open(context, new RecordingOutput<>());
        operator.process("a", 1);
        operator.process("b", 2);
        operator.prepareSnapshot(1);
        operator.snapshotState(1);
        operator.process("c", 3);
        assertThat(context.sentToClient).isEmpty();

        operator.checkpointCompleted(1);

        assertThat(context.sentToClient)
                .containsExactly(new CollectedBatch<>("1/0/1", List.of("a", "b")));
    }

    @Test
    void aBatchHasTheSameNameAfterARestart() throws Exception {
        operator.open(context, new RecordingOutput<>());
        operator.process("a", 1);
        operator.prepareSnapshot(1);
        operator.snapshotState(1);
        context = context.restored(context.snapshot());
        operator = new SinkOperator<>(new CollectSink<>("results"));

        operator.open(context, new RecordingOutput<>());

        assertThat(context.sentToClient)
                .containsExactly(new CollectedBatch<>("1/0/1", List.of("a")));
    }

    @Test
    void withoutCheckpointsRecordsComeAtOnce() throws Exception {
        context.checkpointingEnabled = false;
        operator.open(context, new RecordingOutput<>());

        operator.process("a", 1);
        assertThat(context.sentToClient).containsExactly(new CollectedBatch<>("", List.of("a")));
        operator.prepareSnapshot(1);
        operator.snapshotState(1);
        operator.checkpointCompleted(1);

        assertThat(context.sentToClient).hasSize(1);
    }

    @Test
    void theProgramGetsCopies() throws Exception {
        context.checkpointingEnabled = false;
        operator.open(context, new RecordingOutput<>());
        List<String> mutable = new ArrayList<>(List.of("a"));

        operator.process(mutable, 1);
        mutable.add("b");

        assertThat(context.sentToClient)
                .containsExactly(new CollectedBatch<>("", List.of(List.of("a"))));
    }
}
