/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The same figure of several runs, in the order of the runs. A run that has none counts for nothing
 * but that it is told of.
 *
 * @param values of the runs; NaN for a run that has none
 */
public record Figures(List<Double> values) {
    /** Takes a copy. */
    public Figures {
        values = List.copyOf(values);
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return known().isEmpty();
    }

    private List<Double> known() {
        return values.stream().filter(value -> !Double.isNaN(value)).toList();
    }

    private double at(int run) {
        return run < values.size() ? values.get(run) : Double.NaN;
    }

    /** Returns the median, NaN if there is none. */
    public double median() {
        List<Double> sorted = known().stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Returns them as they are after a change of each. */
    public Figures map(DoubleUnaryOperator change) {
        return new Figures(values.stream().map(change::applyAsDouble).toList());
    }

    /** Returns what these are of others, run by run. */
    public Figures to(Figures others) {
        return with(others, (own, other) -> own / other);
    }

    /** Returns what these are more than others, run by run. */
    Figures minus(Figures others) {
        return with(others, (own, other) -> own - other);
    }

    /** Returns those of the runs that others have figures of, too. */
    Figures where(Figures others) {
        return with(others, (own, other) -> Double.isNaN(other) ? other : own);
    }

    private Figures with(Figures others, DoubleBinaryOperator both) {
        int runs = Math.max(values.size(), others.values.size());
        return new Figures(
                IntStream.range(0, runs)
                        .mapToObj(run -> both.applyAsDouble(at(run), others.at(run)))
                        .toList());
    }

    /**
     * Returns the median, in brackets the extremes if there are several, and how many there are if
     * some are missing; "" if there were no runs.
     */
    public String text(int decimals) {
        return text(median(), decimals);
    }

    private String text(double middle, int decimals) {
        List<Double> known = known();
        if (known.isEmpty()) {
            return values.isEmpty() ? "" : "none of " + values.size();
        }
        String number = "%." + decimals + "f";
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, number, middle));
        if (known.size() > 1) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            " (" + number + " to " + number + ")",
                            Collections.min(known),
                            Collections.max(known)));
        }
        if (known.size() < values.size()) {
            text.append(", ").append(known.size()).append(" of ").append(values.size());
        }
        return text.toString();
    }

    /** Returns the ratio of the medians of the runs that both have. */
    static double ratioOfMedians(Figures own, Figures other) {
        return own.where(other).median() / other.where(own).median();
    }

    /**
     * As {@link #ratioOfMedians}, and in brackets the extremes of the ratios of those runs; "" if
     * one of the two was not measured.
     */
    public static String ratio(Figures own, Figures other) {
        return own.values.isEmpty() || other.values.isEmpty()
                ? ""
                : own.to(other).text(ratioOfMedians(own, other), 2);
    }
}
