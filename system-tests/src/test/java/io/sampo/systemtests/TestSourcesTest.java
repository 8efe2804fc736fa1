/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules of ARCHITECTURE.md on tests, checked on their sources. */
class TestSourcesTest {
    @Test
    void testsHaveNoMocks() {
        Pattern mocks = Pattern.compile("^import .*(mockito|easymock|jmockit)", Pattern.MULTILINE);

        assertThat(SourceTree.scan().javaFiles())
                .filteredOn(file -> mocks.matcher(SourceTree.read(file)).find())
                .as("sources that import a mocking library")
                .isEmpty();
    }

    @Test
    void testsStandBesideTheirSubject() {
        List<Path> files = SourceTree.scan().javaFiles();
        List<String> paths = files.stream().map(SourceTree::unixPath).toList();
        Set<String> present = Set.copyOf(paths);

        assertThat(paths)
                .filteredOn(path -> path.matches(".*/src/test/java/.*(Test|IT)\\.java"))
                .allSatisfy(
                        test -> {
                            String beside =
                                    test.replace("/src/test/", "/src/main/")
                                            .replaceFirst("(Test|IT)\\.java$", ".java");
                            String module = test.substring(0, test.indexOf("/src/test/"));
                            String name = beside.substring(beside.lastIndexOf('/'));
                            boolean elsewhere =
                                    paths.stream()
                                            .anyMatch(
                                                    path ->
                                                            path.startsWith(module + "/src/main/")
                                                                    && path.endsWith(name));
                            String internal =
                                    beside.replaceFirst("/([A-Za-z0-9]+\\.java)$", "/internal/$1");
                            boolean found = present.contains(beside) || present.contains(internal);
                            assertThat(found || !elsewhere)
                                    .as("%s is in the package of its subject", test)
                                    .isTrue();
                        });
    }
}
