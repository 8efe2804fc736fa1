/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bars in groups, as a picture that every browser shows. */
final class BarChart {
    private static final int WIDTH = 760;
    private static final int LEFT = 60;
    private static final int RIGHT = 70;
    private static final int TOP = 56;
    private static final int BAR = 12;
    private static final int BETWEEN_GROUPS = 10;
    private static final List<String> COLOURS =
            List.of("#1f6f8b", "#d9822b", "#8c8c8c", "#7a5195", "#3a9d5d", "#c0392b");

    private final String title;
    private final List<String> series;
    private final List<Group> groups = new ArrayList<>();

    /** Creates an empty chart. {@code series} are the bars of each group, in their order. */
    BarChart(String title, List<String> series) {
        this.title = title;
        this.series = List.copyOf(series);
    }

    private record Group(String name, List<Double> values) {}

    /** Adds a group with a value for each of the series, NaN where there is none. */
    void add(String name, List<Double> values) {
        groups.add(new Group(name, List.copyOf(values)));
    }

    /** Returns the picture. */
    String svg() {
        int groupHeight = series.size() * BAR + BETWEEN_GROUPS;
        int height = TOP + groups.size() * groupHeight;
        double most =
                groups.stream()
                        .flatMap(group -> group.values.stream())
                        .filter(value -> !value.isNaN())
                        .reduce(Double.MIN_NORMAL, Math::max);
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                                + " font-family=\"sans-serif\" font-size=\"11\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                                + "<text x=\"10\" y=\"18\" font-size=\"14\">%s</text>%n",
                        WIDTH,
                        height,
                        escaped(title)));
        for (int i = 0; i < series.size(); i++) {
            int x = LEFT + i * (WIDTH - LEFT) / Math.max(1, series.size());
            box(svg, x, 28, BAR - 2, i);
            text(svg, x + BAR + 4, 37, "start", series.get(i));
        }
        for (int g = 0; g < groups.size(); g++) {
            int y = TOP + g * groupHeight;
            Group group = groups.get(g);
            text(svg, LEFT - 8, y + groupHeight / 2, "end", group.name);
            for (int i = 0; i < group.values.size(); i++) {
                double value = group.values.get(i);
                if (!Double.isNaN(value)) {
                    double width = value / most * (WIDTH - LEFT - RIGHT);
                    box(svg, LEFT, y + i * BAR, width, i);
                    String number = String.format(Locale.ROOT, "%.1f", value);
                    text(svg, LEFT + width + 4, y + i * BAR + BAR - 3, "start", number);
                }
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static void box(StringBuilder svg, double x, int y, double width, int colour) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        x,
                        y,
                        width,
                        BAR - 2,
                        COLOURS.get(colour % COLOURS.size())));
    }

    private static void text(StringBuilder svg, double x, int y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                        x,
                        y,
                        anchor,
                        escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
