/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

/**
 * An option of a program.
 *
 * @param name with its dashes, such as {@code --input}
 * @param value what to write for its value in the help, such as {@code FILE}; empty for a switch
 * @param help one line
 */
public record ProgramOption(String name, String value, String help) {
    /** Returns an option that takes a value. */
    public static ProgramOption valued(String name, String value, String help) {
        return new ProgramOption(name, value, help);
    }

    /** Returns an option that is there or not. */
    public static ProgramOption flag(String name, String help) {
        return new ProgramOption(name, "", help);
    }

    /** Returns whether it takes no value. */
    public boolean isFlag() {
        return value.isEmpty();
    }
}
