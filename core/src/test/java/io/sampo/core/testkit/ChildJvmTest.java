/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    private static final int LIMIT_SECONDS = 60;

    /** Says its argument and stays. */
    static final class Staying {
        public static void main(String[] arguments) throws InterruptedException {
            ChildJvm.endWithParent();
            System.out.print(arguments[0] + ' ' + System.getProperty("word"));
            System.out.close();
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aChildHasItsOptionsAndEndsWithItsParent() throws Exception {
        Process child =
                ChildJvm.of(List.of("-Xmx64m", "-Dword=two"), Staying.class, List.of("one"))
                        .start();
        try (InputStream said = child.getInputStream()) {
            assertThat(new String(said.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("one two");
            assertThat(child.isAlive()).isTrue();

            // what the operating system does for a parent that is gone
            child.getOutputStream().close();

            assertThat(child.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(3);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void portsAreDifferentAndFree() throws Exception {
        List<Integer> ports = ChildJvm.freePorts(5);

        assertThat(ports).hasSize(5).doesNotHaveDuplicates();
        for (int port : ports) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }
}
