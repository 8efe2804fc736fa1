/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * The same figure of several runs, in the order of the runs.
 *
 * @param values of the runs
 */
public record Figures(List<Double> values) {
    /** Takes a copy. */
    public Figures {
        values = List.copyOf(values);
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the median, NaN if there is none. */
    public double median() {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Returns them as they are after a change of each. */
    public Figures map(DoubleUnaryOperator change) {
        return new Figures(values.stream().map(change::applyAsDouble).toList());
    }

    /** Returns what these are of others, run by run, as far as both have runs. */
    public Figures to(Figures others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(values.size(), others.values.size()); i++) {
            ratios.add(values.get(i) / others.values.get(i));
        }
        return new Figures(ratios);
    }

    /** Returns the median, and in brackets the extremes if there are several; "" if none. */
    public String text(int decimals) {
        return text(median(), decimals);
    }

    /** As {@link #text(int)}, with another number in the place of the median. */
    public String text(double middle, int decimals) {
        if (values.isEmpty() || Double.isNaN(middle)) {
            return "";
        }
        String number = "%." + decimals + "f";
        if (values.size() == 1) {
            return String.format(Locale.ROOT, number, middle);
        }
        return String.format(
                Locale.ROOT,
                number + " (" + number + " to " + number + ")",
                middle,
                values.stream().reduce(Double.POSITIVE_INFINITY, Math::min),
                values.stream().reduce(Double.NEGATIVE_INFINITY, Math::max));
    }

    /**
     * Returns the ratio of the medians, and in brackets the extremes of the ratios of runs that
     * took turns.
     */
    public static String ratio(Figures own, Figures other) {
        return own.to(other).text(own.median() / other.median(), 2);
    }
}
