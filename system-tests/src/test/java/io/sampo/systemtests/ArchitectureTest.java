/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.sampo.systemtests.Architecture.ROOT;
import static io.sampo.systemtests.Architecture.check;
import static io.sampo.systemtests.Architecture.packages;
import static io.sampo.systemtests.ArchitectureConditions.foldInternal;
import static io.sampo.systemtests.ArchitectureConditions.keepInternalTypesOutOfSignatures;
import static io.sampo.systemtests.ArchitectureConditions.useOnlyTheirOwnInternals;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of ARCHITECTURE.md, checked on the byte code of all modules. */
class ArchitectureTest {
    private static final String ROOT = "io.sampo.";

    /** Module by package, and the modules it may use beside itself. */
    private static final Map<String, Set<String>> ARROWS =
            Map.ofEntries(
                    Map.entry("core", Set.of()),
                    Map.entry("storage", Set.of("core")),
                    Map.entry("state", Set.of("core")),
                    Map.entry("checkpointing", Set.of("core", "state")),
                    Map.entry("operators", Set.of("core", "state")),
                    Map.entry("runtime", Set.of("core", "state", "checkpointing", "operators")),
                    Map.entry("formats", Set.of("core")),
                    Map.entry("connectors", Set.of("core", "operators", "formats")),
                    Map.entry(
                            "cluster",
                            Set.of("core", "state", "checkpointing", "operators", "runtime")),
                    Map.entry("samples", Set.of("core", "state", "operators", "connectors")),
                    Map.entry(
                            "simulation",
                            Set.of(
                                    "core",
                                    "state",
                                    "checkpointing",
                                    "operators",
                                    "runtime",
                                    "connectors",
                                    "cluster")),
                    Map.entry("tools", Set.of("core", "operators", "connectors", "cluster")));

    /** Libraries that have a home. Benchmarks look at everything. */
    private static final Map<String, String[]> HOMES =
            Map.ofEntries(
                    Map.entry("com.google.protobuf..", packages("connectors.kafka.protobuf..")),
                    Map.entry("io.netty..", packages("runtime.network..")),
                    Map.entry(
                            "org.apache.avro..",
                            packages("connectors.kafka.avro..", "formats.avro..")),
                    Map.entry("org.apache.fory..", packages("core.type..", "benchmarks..")),
                    Map.entry(
                            "org.apache.kafka..",
                            packages(
                                    "connectors.kafka..", "samples.clickstream..", "benchmarks..")),
                    Map.entry("software.amazon..", packages("storage.s3..")),
                    Map.entry("org.rocksdb..", packages("state.rocksdb..", "benchmarks..")),
                    Map.entry(
                            "org.apache.pekko..",
                            packages(
                                    "runtime..",
                                    "cluster..",
                                    "simulation.cluster..",
                                    "simulation.node..",
                                    "benchmarks..")),
                    Map.entry(
                            "scala..",
                            packages(
                                    "runtime..",
                                    "cluster..",
                                    "simulation.cluster..",
                                    "simulation.node..",
                                    "benchmarks..")),
                    Map.entry(
                            "com.fasterxml.jackson..",
                            packages(
                                    "checkpointing..",
                                    "connectors..",
                                    "cluster..",
                                    "tools..",
                                    "benchmarks..")),
                    Map.entry(
                            "picocli..",
                            packages(
                                    "cluster..",
                                    "tools..",
                                    "simulation.catalogue..",
                                    "benchmarks..")),
                    Map.entry("ch.qos.logback..", packages("cluster..", "benchmarks..")));

    /** What a user's program may name. */
    private static final String[] USER_PACKAGES =
            packages(
                    "core..",
                    "state",
                    "operators.accumulator..",
                    "operators.async..",
                    "operators.function..",
                    "operators.job..",
                    "operators.join..",
                    "operators.sink..",
                    "operators.source..",
                    "operators.stream..",
                    "operators.testkit..",
                    "operators.timer..",
                    "operators.watermark..",
                    "operators.window..",
                    "connectors..",
                    "formats..",
                    "samples..");

    @Test
    void seesTheClassesItJudges() {
        long core =
                Architecture.CLASSES.stream()
                        .filter(c -> c.getPackageName().startsWith("io.sampo.core"))
                        .count();

        assertThat(core).as("classes of core on the class path").isGreaterThan(10);
        assertThat(Architecture.CLASSES.contain("io.sampo.core.time.Clock")).isTrue();
    }

    static Stream<String> modules() {
        return ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void modulesUseOnlyWhatTheirArrowsAllow(String module) {
        Set<String> allowed = ARROWS.getOrDefault(module, Set.of());
        String[] forbidden =
                Stream.concat(ARROWS.keySet().stream(), Stream.of("benchmarks"))
                        .filter(other -> !other.equals(module) && !allowed.contains(other))
                        .map(other -> ROOT + other + "..")
                        .toArray(String[]::new);

        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + module + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden));
    }

    @Test
    void connectorsDoNotKnowEachOther() {
        check(slices().matching("io.sampo.connectors.(*)..").should().notDependOnEachOther());
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().assignedFrom(foldInternal()).should().beFreeOfCycles());
    }

    static Stream<String> libraries() {
        return new TreeMap<>(HOMES).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void librariesStayAtHome(String library) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(HOMES.getOrDefault(library, new String[0]))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library));
    }

    @Test
    void internalPackagesBelongToTheirParent() {
        check(classes().should(useOnlyTheirOwnInternals()));
    }

    @Test
    void signaturesDoNotMentionInternalTypes() {
        check(
                classes()
                        .that()
                        .resideOutsideOfPackage("..internal..")
                        .should(keepInternalTypesOutOfSignatures()));
    }

    @Test
    void samplesUseUserPackagesOnly() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("io.sampo.samples..")
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("io.sampo..")
                                        .and(resideOutsideOfPackages(USER_PACKAGES))));
    }
}
