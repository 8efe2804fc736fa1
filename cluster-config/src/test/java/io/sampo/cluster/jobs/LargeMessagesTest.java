/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.sampo.operators.function.CheckpointedFunction;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.OperatorStateStore;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.state.ListState;
import io.sampo.state.StateDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What travels in messages between nodes has a limit: jobs, and operator lists. */
class LargeMessagesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BLOCK = 100_000;
    private static final int BLOCKS = 50;

    @TempDir private Path directory;

    private NodesInProcess nodes;

    @AfterEach
    void stopNodes() {
        nodes.close();
    }

    /** Five megabytes of lists, and then nothing more. */
    private static final class Gather implements MapFunction<Long, Long>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        private transient ListState<String> blocks;

        @Override
        public void initializeState(OperatorStateStore store) {
            blocks = store.getListState(StateDescriptor.list("blocks", String.class));
        }

        @Override
        public Long map(Long number) throws Exception {
            if (number < BLOCKS) {
                blocks.add("x".repeat(BLOCK));
            }
            LockSupport.parkNanos(1_000_000);
            return number;
        }
    }

    private StreamEnvironment environment() throws Exception {
        nodes = new NodesInProcess(directory);
        nodes.start(1);
        StreamEnvironment env =
                StreamEnvironment.create(
                        ConfigFactory.load(
                                ConfigFactory.parseString("sampo.checkpoint.interval = 100ms")),
                        new RemoteJobExecutor(nodes.client(), List.of()));
        return env.setParallelism(1).set("sampo.checkpoint.dir", directory.resolve("shared"));
    }

    /** Also while it still comes. */
    @Test
    void aJobThatIsTooLargeIsRefusedWithAWayOut() throws Exception {
        StreamEnvironment env = environment();
        env.fromCollection(LongStream.range(0, 3_000_000).boxed().toList()).name("numbers").print();

        assertThatThrownBy(() -> env.executeAsync("large-job"))
                .hasMessageContaining("The request is too large: path=/jobs")
                .hasMessageContaining("Data of a program belongs into files");
    }

    @Test
    void aSnapshotThatIsTooLargeForAMessageIsDeclinedWithItsSize() throws Exception {
        StreamEnvironment env = environment();
        env.fromCollection(LongStream.range(0, 100_000).boxed().toList())
                .name("numbers")
                .map(new Gather())
                .name("gather")
                .print();

        JobClient job = env.executeAsync("large-lists");

        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(nodes.client().details("large-lists"))
                                        .contains("Too large for a message between nodes: bytes=5")
                                        .contains("a higher parallelism divides them"));
        job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
