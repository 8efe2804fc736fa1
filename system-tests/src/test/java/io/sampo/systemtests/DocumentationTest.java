/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents say about the code must be so. */
class DocumentationTest {
    private static final Path README = SourceTree.root().resolve("README.md");
    private static final Path ARCHITECTURE = SourceTree.root().resolve("ARCHITECTURE.md");

    private static final Path SEMANTICS = SourceTree.root().resolve("docs/SEMANTICS.md");

    private static final Pattern RULE = Pattern.compile("^\\* \\*\\*(\\d+)\\.\\*\\* ");

    /** In the name of a test, or in a comment. */
    private static final Pattern CITATION =
            Pattern.compile("(?:\\brule|SEMANTICS[\\s*]+rules?\\s+)(\\d+)");

    /** A row of two columns that is neither the head nor the line below it. */
    private static final Pattern ROW = Pattern.compile("^\\|([^|]+)\\|([^|]+)\\|\\s*$");

    private static final Pattern JAVA_BLOCK =
            Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A class, its package before it if it is there; what follows the class is its own affair. */
    private static final Pattern CLASS =
            Pattern.compile("^((?:[a-z][a-z0-9]*\\.)*)([A-Z][A-Za-z0-9]*)(?:[.#(].*)?$");

    @Test
    void readmeShowsTheCommandsThatWork() {
        assumeTrue(Files.exists(README), "no README.md yet");

        assertThat(SourceTree.read(README)).contains("mvn verify", "./sampo run flight-delays");
    }

    @Test
    void indexNamesOnlyClassesThatExist() {
        assumeTrue(Files.exists(README), "no README.md yet");
        assertThat(ARCHITECTURE).as("README.md is there, so this must be too").exists();

        SourceTree tree = SourceTree.scan();
        List<String> named = classesOfIndex(SourceTree.read(ARCHITECTURE));

        assertThat(named).as("classes named by the index of ARCHITECTURE.md").isNotEmpty();
        assertThat(named)
                .allSatisfy(
                        name -> {
                            Matcher matcher = match(CLASS, name);
                            String packageName = matcher.group(1);
                            assertThat(tree.hasClass(packageName, matcher.group(2)))
                                    .as("a source of %s", name)
                                    .isTrue();
                        });
    }

    @Test
    void javaOfTheDocumentsStandsInSourcesThatAreCompiled() {
        List<String> sources =
                SourceTree.scan().javaFiles().stream()
                        .map(file -> withoutSpace(SourceTree.read(file)))
                        .toList();
        Map<String, Path> shown = new LinkedHashMap<>();
        for (Path document : SourceTree.documents()) {
            Matcher block = JAVA_BLOCK.matcher(SourceTree.read(document));
            while (block.find()) {
                shown.put(block.group(1), document);
            }
        }

        assertThat(shown).as("Java in the documents").hasSizeGreaterThan(3);
        assertThat(shown)
                .allSatisfy(
                        (java, document) ->
                                assertThat(sources)
                                        .as(
                                                "sources with this, but for its layout: %s\n%s",
                                                document, java)
                                        .anyMatch(source -> source.contains(withoutSpace(java))));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void rulesThatAreCitedStandInTheSemantics() {
        Set<Integer> standing = new TreeSet<>();
        SourceTree.read(SEMANTICS)
                .lines()
                .map(RULE::matcher)
                .filter(Matcher::find)
                .forEach(rule -> standing.add(Integer.valueOf(rule.group(1))));
        Map<Integer, String> cited = new TreeMap<>();
        for (Path file : SourceTree.scan().javaFiles()) {
            Matcher citation = CITATION.matcher(SourceTree.read(file));
            while (citation.find()) {
                cited.put(Integer.valueOf(citation.group(1)), SourceTree.unixPath(file));
            }
        }

        assertThat(cited).hasSizeGreaterThan(1);
        assertThat(standing)
                .as("rules, cited for example in %s", cited)
                .containsAll(cited.keySet());
    }

    @Test
    void readsClassesWithAndWithoutPackages() {
        String table =
                """
                | Question | Answer |
                |---|---|
                | Where is `Ignored`? | `state.keygroup.KeyGroups` (from `KeyGroups.of`) |
                | State? | `state` `Kind = SAVEPOINT`, `SAVEPOINT`, `TimerQueue#poll()`; no table: Plain |
                | three | columns | `NotThis` |
                """;

        assertThat(classesOfIndex(table))
                .containsExactly("state.keygroup.KeyGroups", "KeyGroups.of", "TimerQueue#poll()");
    }

    /** The backticked names of the second column that mean classes. */
    private static List<String> classesOfIndex(String document) {
        List<String> names = new ArrayList<>();
        document.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(
                        row -> {
                            Matcher code = CODE.matcher(row.group(2));
                            while (code.find()) {
                                addIfClass(code.group(1).strip(), names);
                            }
                        });
        return names;
    }

    private static void addIfClass(String code, List<String> names) {
        Matcher matcher = CLASS.matcher(code);
        boolean constant = code.matches("[A-Z0-9_]+");
        if (matcher.matches() && !constant) {
            names.add(code);
        }
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.matches()).as("'%s' matches %s", text, pattern).isTrue();
        return matcher;
    }
}
