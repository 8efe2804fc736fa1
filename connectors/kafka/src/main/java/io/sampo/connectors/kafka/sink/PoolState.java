/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a checkpoint knows of one subtask's transactional ids.
 *
 * @param prefix what all of them begin with
 * @param subtask whose they are
 * @param size how many there are
 * @param promised their transactions that are pre-committed in this checkpoint
 */
public record PoolState(String prefix, int subtask, int size, List<KafkaCommittable> promised) {
    private static final Pattern NUMBERS = Pattern.compile("-(\\d{1,9})-\\d{1,9}");
    private static final Pattern ID = Pattern.compile(".+-\\d{1,9}-\\d{1,9}");

    static String id(String prefix, int subtask, int number) {
        return prefix + "-" + subtask + "-" + number;
    }

    /** Returns whether this looks like an id, whatever its prefix. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Returns whose id this is, -1 if it is none with that prefix. */
    static int subtaskOf(String prefix, String id) {
        if (!id.startsWith(prefix + "-")) {
            return -1;
        }
        Matcher numbers = NUMBERS.matcher(id.substring(prefix.length()));
        return numbers.matches() ? Integer.parseInt(numbers.group(1)) : -1;
    }
}
