/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The byte code of all modules, read once for the tests of its rules. */
final class Architecture {
    static final String ROOT = "io.sampo.";

    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/systemtests/"))
                    .withImportOption(location -> !location.contains("/jmh_generated/"))
                    // a tool of tests, no part of the engine
                    .withImportOption(location -> !location.contains("/storage/server/"))
                    .importPackages("io.sampo");

    private Architecture() {}

    static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    static String[] packages(String... names) {
        return Stream.of(names).map(name -> ROOT + name).toArray(String[]::new);
    }
}
