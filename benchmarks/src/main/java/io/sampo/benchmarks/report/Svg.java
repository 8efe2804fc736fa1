/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Writes a picture. Things of a series have its colour. */
final class Svg {
    private static final List<String> COLOURS =
            List.of(
                    "#1f6f8b", "#d9822b", "#8c8c8c", "#7a5195", "#3a9d5d", "#c0392b", "#b59b00",
                    "#4b4b9b");

    private final StringBuilder svg = new StringBuilder();

    /** Begins a picture with a title. */
    Svg(int width, int height, String title) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                                + " font-family=\"sans-serif\" font-size=\"11\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                                + "<text x=\"10\" y=\"18\" font-size=\"14\">%s</text>%n",
                        width,
                        height,
                        escaped(title)));
    }

    void box(double x, double y, double width, double height, int series) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                        x,
                        y,
                        width,
                        height,
                        colour(series)));
    }

    /** Writes a text. {@code anchor} is "start", "middle" or "end": what of it is at {@code x}. */
    void text(double x, double y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                        x,
                        y,
                        anchor,
                        escaped(text)));
    }

    /** Draws a thin grey line. */
    void rule(double fromX, double fromY, double toX, double toY) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
                        fromX,
                        fromY,
                        toX,
                        toY));
    }

    /** Joins points, given as "x,y x,y". */
    void curve(String points, int series) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                        points,
                        colour(series)));
    }

    /** Returns the whole picture. */
    String end() {
        return svg + "</svg>\n";
    }

    private static String colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
