/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import java.util.List;

/** A table in Markdown, its first columns texts and the others numbers. */
public final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();
    private boolean hasRows;

    /** Begins a table with a line above it. */
    public MarkdownTable(String caption, int texts, List<String> columns) {
        text.append('\n').append(caption).append("\n\n| ");
        text.append(String.join(" | ", columns)).append(" |\n|");
        for (int column = 0; column < columns.size(); column++) {
            text.append(column < texts ? "---|" : "--:|");
        }
        text.append('\n');
    }

    /** Adds a row. */
    public void row(List<String> cells) {
        hasRows = true;
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Returns the table, or nothing if it has no rows. */
    public String markdown() {
        return hasRows ? text.toString() : "";
    }
}
