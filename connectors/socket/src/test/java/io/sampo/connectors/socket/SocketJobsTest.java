/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.stream.CollectedRecords;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The source in a job that runs. */
@Timeout(60)
class SocketJobsTest {
    @Test
    void readsLinesOfOneConnectionAfterTheOther() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        StreamEnvironment env = StreamEnvironment.local().setParallelism(2);
        List<String> lines = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 10, here);
                CollectedRecords<String> records =
                        env.fromSource(
                                        SocketTextSource.of(
                                                here.getHostAddress(), server.getLocalPort()),
                                        WatermarkStrategy.noWatermarks(),
                                        "lines")
                                .collectAsync("socket")) {
            for (String text : List.of("one\ntwo\n", "three\n")) {
                try (Socket connection = server.accept()) {
                    connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                    connection.getOutputStream().flush();
                }
                lines.add(records.next());
            }
            lines.add(records.next());
        }

        assertThat(lines).containsExactly("one", "two", "three");
    }
}
