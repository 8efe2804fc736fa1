/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordEventsTest {

    @Test
    void wordsAreLettersFollowedByTheirRank() {
        Set<String> words = new HashSet<>();
        for (int k = 0; k < WordEvents.DICTIONARY; k++) {
            String word = WordEvents.wordOfRank(k);
            assertThat(word).matches("[a-z]{3,10}" + k);
            words.add(word);
        }
        assertThat(words).hasSize(WordEvents.DICTIONARY);
    }

    @Test
    void theMostFrequentWordIsATenthOfAll() {
        WordEvents events = new WordEvents(1);
        int seen = 0;
        for (long i = 0; i < 100_000; i++) {
            if (events.word(i).equals(WordEvents.wordOfRank(0))) {
                seen++;
            }
        }
        assertThat(seen).isBetween(10_000, 10_500);
    }
}
