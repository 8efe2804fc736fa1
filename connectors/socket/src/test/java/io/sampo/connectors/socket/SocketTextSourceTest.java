/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.time.Clock;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SocketTextSourceTest {
    private final List<String> events = new ArrayList<>();

    private final SplitEnumeratorContext<SocketSplit> context =
            new SplitEnumeratorContext<>() {
                @Override
                public int parallelism() {
                    return 2;
                }

                @Override
                public Clock clock() {
                    throw new AssertionError("no clock here");
                }

                @Override
                public void assignSplit(SocketSplit split, int subtaskIndex) {
                    events.add(subtaskIndex + "<-" + split.splitId());
                }

                @Override
                public void signalNoMoreSplits(int subtaskIndex) {
                    events.add(subtaskIndex + "<-end");
                }

                @Override
                public void capWatermark(long timestamp) {
                    throw new AssertionError("nothing is held back");
                }

                @Override
                public <R> void callAsync(Callable<R> work, Consumer<R> then) {
                    throw new AssertionError("nothing here blocks");
                }

                @Override
                public <R> void callPeriodically(
                        Callable<R> work, Consumer<R> then, Duration period) {
                    throw new AssertionError("nothing here is periodic");
                }
            };

    @Test
    void oneSubtaskReadsTheOthersEnd() throws Exception {
        SocketTextSource source =
                ClosureCodec.read(
                        ClosureCodec.write(SocketTextSource.of("example.org", 9999), "source"),
                        SocketTextSourceTest.class.getClassLoader());
        SplitEnumerator<SocketSplit, SocketState> enumerator =
                source.createEnumerator(context, null);
        enumerator.start();
        SocketState before = enumerator.snapshotState(1);
        enumerator.handleSplitRequest(1);
        enumerator.handleSplitRequest(0);
        assertThat(events).containsExactly("1<-example.org:9999", "1<-end", "0<-end");
        SocketState after = enumerator.snapshotState(2);

        events.clear();
        source.createEnumerator(context, after).handleSplitRequest(0);
        assertThat(events).as("a reader has it already").containsExactly("0<-end");

        events.clear();
        source.createEnumerator(context, before).handleSplitRequest(0);
        assertThat(events).containsExactly("0<-example.org:9999", "0<-end");

        events.clear();
        SplitEnumerator<SocketSplit, SocketState> dealing = source.createEnumerator(context, after);
        dealing.addSplitsBack(List.of(new SocketSplit("example.org", 9999)));
        dealing.handleSplitRequest(1);
        assertThat(events).containsExactly("1<-example.org:9999", "1<-end");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> SocketTextSource.of("x", 0)).hasMessageContaining("port=0");
        assertThatThrownBy(
                        () ->
                                SocketTextSource.of("x", 1)
                                        .reconnectAfter(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("firstPause=PT0S");
        assertThat(SocketTextSource.of("x", 1).isBounded()).isFalse();
        assertThat(SocketTextSource.of("x", 1)).hasToString("SocketTextSource[x:1]");
    }
}
