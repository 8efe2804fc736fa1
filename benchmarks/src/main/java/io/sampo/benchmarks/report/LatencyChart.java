/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Latencies by percentile. Both axes are logarithmic; that of percentiles counts what is beyond
 * them, so that 99, 99.9 and 99.99 are equally far from each other.
 */
final class LatencyChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final int LEFT = 60;
    private static final int RIGHT = 180;
    private static final int TOP = 40;
    private static final int BOTTOM = 40;
    private static final double LEAST_MILLIS = 0.01;
    private static final double MOST_MILLIS = 1000;
    private static final List<Double> MARKED = List.of(50., 90., 99., 99.9, 99.99);

    private final String title;
    private final List<Curve> curves = new ArrayList<>();

    LatencyChart(String title) {
        this.title = title;
    }

    /**
     * A point of a curve.
     *
     * @param percentile below 100
     * @param millis the latency
     */
    record Point(double percentile, double millis) {}

    private record Curve(String name, List<Point> points) {}

    void add(String name, List<Point> points) {
        curves.add(new Curve(name, List.copyOf(points)));
    }

    boolean isEmpty() {
        return curves.isEmpty();
    }

    /** Returns the picture. */
    String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        for (double percentile : MARKED) {
            double x = x(percentile);
            svg.rule(x, TOP, x, HEIGHT - BOTTOM);
            String label = (percentile + " %").replace(".0 ", " ");
            svg.text(x, HEIGHT - BOTTOM + 16, "middle", label);
        }
        for (double millis = LEAST_MILLIS; millis <= MOST_MILLIS * 1.01; millis *= 10) {
            double y = y(millis);
            svg.rule(LEFT, y, WIDTH - RIGHT, y);
            String label = String.format(Locale.ROOT, millis < 0.99 ? "%.2f" : "%.0f", millis);
            svg.text(LEFT - 6, y + 4, "end", label);
        }
        for (int i = 0; i < curves.size(); i++) {
            StringBuilder points = new StringBuilder();
            for (Point point : curves.get(i).points) {
                points.append(
                        String.format(
                                Locale.ROOT, "%.1f,%.1f ", x(point.percentile), y(point.millis)));
            }
            svg.curve(points.toString().strip(), i);
            svg.box(WIDTH - RIGHT + 12, TOP + i * 18, 10, 10, i);
            svg.text(WIDTH - RIGHT + 28, TOP + 9 + i * 18, "start", curves.get(i).name);
        }
        return svg.end();
    }

    private static double x(double percentile) {
        double decades = -Math.log10(1 - percentile / 100);
        double least = -Math.log10(0.5);
        double most = -Math.log10(1 - 99.99 / 100);
        return LEFT + (decades - least) / (most - least) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double millis) {
        double within = Math.max(LEAST_MILLIS, Math.min(MOST_MILLIS, millis));
        double decades = Math.log10(within / LEAST_MILLIS);
        double most = Math.log10(MOST_MILLIS / LEAST_MILLIS);
        return HEIGHT - BOTTOM - decades / most * (HEIGHT - TOP - BOTTOM);
    }
}
