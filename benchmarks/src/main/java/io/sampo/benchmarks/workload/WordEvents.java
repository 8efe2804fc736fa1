/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.io.Serializable;

/**
 * Words by Zipf's law: 10 000 words, the most frequent about a tenth of all events.
 *
 * <p>Serializable, so that a job may capture it; the tables are static and stay behind.
 *
 * @param seed the seed of the draws; the dictionary is the same for all seeds
 */
public record WordEvents(long seed) implements Serializable {

    /** The number of different words. */
    public static final int DICTIONARY = 10_000;

    private static final int RANK_BITS = 18;

    private static final String[] WORDS = words();

    // A table instead of a search: a draw then costs one load, and half a megabyte stays in L2.
    private static final short[] RANKS = ranks();

    /** Returns the word of event {@code i}; the same instance each time for the same word. */
    public String word(long i) {
        return WORDS[RANKS[(int) (Mix.h(seed, i, 0) >>> (64 - RANK_BITS))]];
    }

    /** Returns the word of rank {@code k}, 0 being the most frequent one. */
    public static String wordOfRank(int k) {
        return WORDS[k];
    }

    private static String[] words() {
        String[] words = new String[DICTIONARY];
        for (int k = 0; k < DICTIONARY; k++) {
            long x = Mix.mix(k + 1);
            int length = 3 + (int) (x & 7);
            StringBuilder word = new StringBuilder(length + 4);
            for (int j = 0; j < length; j++) {
                word.append((char) ('a' + ((x >>> (8 + 5 * j)) & 31) % 26));
            }
            words[k] = word.append(k).toString();
        }
        return words;
    }

    private static short[] ranks() {
        double[] cumulated = new double[DICTIONARY];
        double sum = 0;
        for (int m = 0; m < DICTIONARY; m++) {
            sum += 1.0 / (m + 1);
            cumulated[m] = sum;
        }
        int size = 1 << RANK_BITS;
        short[] ranks = new short[size];
        int k = 0;
        for (int j = 0; j < size; j++) {
            double wanted = (j + 0.5) / size * sum;
            while (cumulated[k] < wanted) {
                k++;
            }
            ranks[j] = (short) k;
        }
        return ranks;
    }
}
