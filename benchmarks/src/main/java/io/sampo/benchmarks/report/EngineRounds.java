/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import io.sampo.benchmarks.measure.JsonLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What one engine had at one workload: a process for each round, with a line for each repetition.
 * Only a round with all of them has figures, else a median of cold repetitions would be one of
 * other processes than that of the warm ones.
 */
final class EngineRounds {
    private final int repetitions;
    private final List<Round> rounds = new ArrayList<>();

    /**
     * Creates it without any.
     *
     * @param repetitions in each round
     */
    EngineRounds(int repetitions) {
        this.repetitions = repetitions;
    }

    private static final class Round {
        private final List<JsonLine> lines = new ArrayList<>();
        private String failure = "not all repetitions are there";

        private boolean isBefore(JsonLine line) {
            return !lines.isEmpty() && last().number("rep") < line.number("rep");
        }

        private JsonLine last() {
            return lines.get(lines.size() - 1);
        }
    }

    /** Lets the next line be of a round after so many. */
    void skipTo(int count) {
        while (rounds.size() < count) {
            rounds.add(new Round());
        }
    }

    /**
     * Adds a line: a repetition that is not after the one before is of the next round.
     *
     * @throws IllegalArgumentException if there are more repetitions than there should be
     */
    void add(JsonLine line) {
        if (line.has("failed")) {
            Round failed = line.number("results") > 0 && !rounds.isEmpty() ? last() : next();
            failed.lines.clear();
            failed.failure = line.text("failed");
            return;
        }
        boolean goesOn = repetitions > 1 && !rounds.isEmpty() && last().isBefore(line);
        Round round = goesOn ? last() : next();
        round.lines.add(line);
        if (round.lines.size() > repetitions) {
            throw new IllegalArgumentException(
                    "More repetitions than expected: repetitions="
                            + repetitions
                            + " result="
                            + line
                            + ". --reps says how many there are.");
        }
    }

    private Round last() {
        return rounds.get(rounds.size() - 1);
    }

    private Round next() {
        Round next = new Round();
        rounds.add(next);
        return next;
    }

    /** Returns how many rounds there were, complete or not. */
    int count() {
        return rounds.size();
    }

    /** Returns a figure of a repetition, NaN if its round is not complete or has no such figure. */
    double figure(int round, int repetition, String field) {
        return isComplete(round)
                ? rounds.get(round).lines.get(repetition - 1).number(field)
                : Double.NaN;
    }

    private boolean isComplete(int round) {
        return round < rounds.size() && rounds.get(round).lines.size() == repetitions;
    }

    /** Passes on each round that is not complete, the first one being 1, with the reason. */
    void forEachFailure(BiConsumer<Integer, String> failures) {
        for (int round = 0; round < rounds.size(); round++) {
            if (!isComplete(round)) {
                failures.accept(round + 1, rounds.get(round).failure);
            }
        }
    }
}
