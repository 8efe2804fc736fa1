/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * The strings of the Nexmark events, made once: a generator that concatenates strings for each
 * event would be measured instead of the engine.
 */
final class Pools {

    /** The number of strings in each random pool. */
    static final int SIZE = 1024;

    static final String[] EXTRA = pool(1, SIZE, 32, 63);
    static final String[] URL = urls();
    static final String[] EMAIL = pool(3, SIZE, 12, 20);
    static final String[] CREDIT_CARD = pool(4, SIZE, 16, 19);
    static final String[] ITEM_NAME = pool(5, SIZE, 20, 20);
    static final String[] DESCRIPTION = pool(6, SIZE, 80, 120);

    static final String[] KNOWN_CHANNEL = {"Google", "Facebook", "Baidu", "Apple"};
    static final String[] OTHER_CHANNEL = otherChannels();

    static final String[] NAME = names();
    static final String[] CITY = {
        "Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland",
        "Bend", "Redmond", "Seattle", "Kent", "Cheyenne"
    };
    static final String[] STATE = {"AZ", "CA", "ID", "OR", "WA", "WY"};

    private Pools() {}

    /**
     * Returns {@code n} strings of lower-case letters.
     *
     * @param tag tells the pools apart
     * @param min the least length
     * @param max the greatest length
     */
    static String[] pool(int tag, int n, int min, int max) {
        String[] strings = new String[n];
        for (int q = 0; q < n; q++) {
            long x = Mix.mix(1_000_003L * tag + q);
            char[] letters = new char[min + (int) Mix.below(x, max - min + 1)];
            for (int j = 0; j < letters.length; j++) {
                letters[j] = (char) ('a' + Mix.below(Mix.mix(x + (j + 1) * Mix.GOLD), 26));
            }
            strings[q] = new String(letters);
        }
        return strings;
    }

    private static String[] urls() {
        String[] urls = pool(2, SIZE, 12, 19);
        for (int q = 0; q < SIZE; q++) {
            urls[q] = "https://www.nexmark.com/" + urls[q] + "/item.htm?query=1";
        }
        return urls;
    }

    private static String[] otherChannels() {
        String[] channels = new String[SIZE];
        for (int q = 0; q < SIZE; q++) {
            channels[q] = "channel-" + q;
        }
        return channels;
    }

    private static String[] names() {
        String[] last = {
            "Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"
        };
        String[] first = {
            "Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter",
            "Walter"
        };
        String[] names = new String[first.length * last.length];
        for (int q = 0; q < names.length; q++) {
            names[q] = first[q / last.length] + " " + last[q % last.length];
        }
        return names;
    }
}
