/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the rules of {@code docs/SEMANTICS.md} beside the tests that are named after them. A rule
 * that stands is written {@code * **24.** ...}, one that is not built yet {@code * *44.* ...}.
 */
final class Conformance {
    private static final Pattern RULE =
            Pattern.compile("^\\* (\\*\\*|\\*)(\\d+)\\.\\1 (.*(?:\\n  .*)*)", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("void rule(\\d+)_\\w+\\(");
    private static final String STANDING = "**";

    private final Map<Integer, Rule> rules = new TreeMap<>();
    private final Map<Integer, Set<String>> tests = new TreeMap<>();

    private record Rule(String text, boolean standing) {}

    /**
     * Reads both.
     *
     * @throws IllegalArgumentException if a rule is there twice
     */
    Conformance(String semantics, SourceTree sources) {
        Matcher rule = RULE.matcher(semantics);
        while (rule.find()) {
            int number = Integer.parseInt(rule.group(2));
            String text = rule.group(3).replaceAll("\\s+", " ").strip();
            Rule earlier = rules.put(number, new Rule(text, rule.group(1).equals(STANDING)));
            if (earlier != null) {
                throw new IllegalArgumentException("A rule is there twice: number=" + number);
            }
        }
        for (Path file : sources.javaFiles()) {
            Matcher test = TEST.matcher(SourceTree.read(file));
            while (test.find()) {
                String path = SourceTree.unixPath(file);
                String name =
                        path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
                tests.computeIfAbsent(Integer.valueOf(test.group(1)), key -> new TreeSet<>())
                        .add("[" + name + "](.." + path + ")");
            }
        }
    }

    /** Returns the numbers of the rules that stand and have no test. */
    Set<Integer> untested() {
        Set<Integer> found = new TreeSet<>();
        rules.forEach(
                (number, rule) -> {
                    if (rule.standing && !tests.containsKey(number)) {
                        found.add(number);
                    }
                });
        return found;
    }

    /** Returns the numbers from one to the last that have no rule. */
    Set<Integer> missing(int last) {
        Set<Integer> found = new TreeSet<>();
        for (int number = 1; number <= last; number++) {
            if (!rules.containsKey(number)) {
                found.add(number);
            }
        }
        return found;
    }

    /** Returns the page, with a row for each rule. */
    String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Conformance

                        Each rule of [SEMANTICS.md](SEMANTICS.md), and the classes with the tests that are named after it
                        (`rule24_sessionsThatTouchMerge`). Written by `ConformanceTest`; do not edit.

                        | rule | what | tests | status |
                        |--:|---|---|---|
                        """);
        rules.forEach(
                (number, rule) -> {
                    Set<String> proofs = tests.getOrDefault(number, Set.of());
                    page.append("| ").append(number);
                    page.append(" | ").append(rule.text.replace("|", "\\|"));
                    page.append(" | ").append(String.join(", ", proofs));
                    page.append(" | ").append(rule.standing ? "tested" : "later").append(" |\n");
                });
        return page.toString();
    }
}
