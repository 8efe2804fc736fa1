/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenWindowsTest {

    private final List<String> closed = new ArrayList<>();
    private final OpenWindows<StringBuilder> windows =
            new OpenWindows<>(
                    1_000, StringBuilder::new, (end, content) -> closed.add(end + ":" + content));

    @Test
    void closesAWindowWhenNoEventCanBelongToItAnyMore() {
        add("a", 900);
        add("b", 1_199);
        assertThat(closed).isEmpty();

        add("c", 1_200);

        assertThat(closed).containsExactly("1000:a");
    }

    @Test
    void takesEventsOutOfOrder() {
        add("a", 900);
        add("b", 1_100);
        add("c", 999);
        add("d", 1_000);

        windows.closeAll();

        assertThat(closed).containsExactly("1000:ac", "2000:bd");
    }

    @Test
    void closesWindowsWithAGapBetweenThemInOrder() {
        add("a", 0);
        add("b", 5_000);
        add("c", 9_000);

        windows.closeAll();

        assertThat(closed).containsExactly("1000:a", "6000:b", "10000:c");
    }

    private void add(String event, long time) {
        windows.at(time).append(event);
        windows.advance(time);
    }
}
