/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Groups of bars, such as a workload with a bar for each engine. */
final class BarChart {
    private static final int WIDTH = 760;
    private static final int LEFT = 90;
    private static final int RIGHT = 70;
    private static final int TOP = 56;
    private static final int BAR = 12;
    private static final int BETWEEN_GROUPS = 10;

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

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Returns the picture. */
    String svg() {
        int groupHeight = series.size() * BAR + BETWEEN_GROUPS;
        Svg svg = new Svg(WIDTH, TOP + groups.size() * groupHeight, title);
        for (int i = 0; i < series.size(); i++) {
            int x = LEFT + i * (WIDTH - LEFT) / Math.max(1, series.size());
            svg.box(x, 28, BAR - 2, BAR - 2, i);
            svg.text(x + BAR + 4, 37, "start", series.get(i));
        }
        double most =
                groups.stream()
                        .flatMap(group -> group.values.stream())
                        .filter(value -> !value.isNaN())
                        .reduce(Double.MIN_NORMAL, Math::max);
        for (int g = 0; g < groups.size(); g++) {
            int y = TOP + g * groupHeight;
            Group group = groups.get(g);
            svg.text(LEFT - 8, y + groupHeight / 2, "end", group.name);
            for (int i = 0; i < group.values.size(); i++) {
                double value = group.values.get(i);
                if (!Double.isNaN(value)) {
                    double width = value / most * (WIDTH - LEFT - RIGHT);
                    svg.box(LEFT, y + i * BAR, width, BAR - 2, i);
                    String number = String.format(Locale.ROOT, "%.1f", value);
                    svg.text(LEFT + width + 4, y + i * BAR + BAR - 3, "start", number);
                }
            }
        }
        return svg.end();
    }
}
