/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.sampo.systemtests.ArchitectureConditions.accessAny;
import static io.sampo.systemtests.ArchitectureConditions.declareSynchronizedMethods;
import static io.sampo.systemtests.ArchitectureConditions.foldInternal;
import static io.sampo.systemtests.ArchitectureConditions.keepInternalTypesOutOfSignatures;
import static io.sampo.systemtests.ArchitectureConditions.readConfig;
import static io.sampo.systemtests.ArchitectureConditions.throwBareExceptions;
import static io.sampo.systemtests.ArchitectureConditions.useOnlyTheirOwnInternals;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
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

    /** Where the seams to the machine are made. */
    private static final String[] SEAMS =
            packages("core.time..", "core.concurrent..", "runtime.node..", "benchmarks..");

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

    private static JavaClasses all;

    @BeforeAll
    static void importClasses() {
        all =
                new ClassFileImporter()
                        .withImportOption(location -> !location.contains("/systemtests/"))
                        .withImportOption(location -> !location.contains("/jmh_generated/"))
                        // a tool of tests, no part of the engine
                        .withImportOption(location -> !location.contains("/storage/server/"))
                        .importPackages("io.sampo");
    }

    @Test
    void seesTheClassesItJudges() {
        long core =
                all.stream().filter(c -> c.getPackageName().startsWith("io.sampo.core")).count();

        assertThat(core).as("classes of core on the class path").isGreaterThan(10);
        assertThat(all.contain("io.sampo.core.time.Clock")).isTrue();
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

    @Test
    void timeComesFromTheClock() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(SEAMS)
                        .should(
                                accessAny(
                                        "java.lang.System.currentTimeMillis()",
                                        "java.lang.System.nanoTime()",
                                        "java.lang.Thread.sleep(",
                                        "java.util.concurrent.TimeUnit.sleep(",
                                        "java.time.Instant.now()",
                                        "java.time.LocalDate.now()",
                                        "java.time.LocalDateTime.now()",
                                        "java.time.OffsetDateTime.now()",
                                        "java.time.ZonedDateTime.now()",
                                        "java.time.Clock.system")));
    }

    @Test
    void randomnessIsSeeded() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(SEAMS)
                        // the nonces of handshakes; a simulation has other channels
                        .and()
                        .resideOutsideOfPackages(
                                ROOT + "runtime.network..", ROOT + "cluster.gate..")
                        .should(
                                accessAny(
                                        "java.lang.Math.random()",
                                        "java.util.Random.<init>()",
                                        "java.util.SplittableRandom.<init>()",
                                        "java.security.SecureRandom.<init>(",
                                        "java.util.UUID.randomUUID()",
                                        "java.util.concurrent.ThreadLocalRandom.current()")));
    }

    @Test
    void threadsComeFromTheSeams() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(SEAMS)
                        // ends a test's process with the test
                        .and()
                        .doNotHaveFullyQualifiedName(ROOT + "core.testkit.ChildJvm")
                        .should(
                                accessAny(
                                        "java.lang.Thread.<init>(",
                                        "java.util.Timer.<init>(",
                                        "java.util.concurrent.Executors.",
                                        "java.util.concurrent.ForkJoinPool.",
                                        "java.util.concurrent.ThreadPoolExecutor.<init>(",
                                        "java.util.concurrent.ScheduledThreadPoolExecutor.<init>(",
                                        "java.util.concurrent.CompletableFuture.runAsync("
                                                + "java.lang.Runnable)",
                                        "java.util.concurrent.CompletableFuture.supplyAsync("
                                                + "java.util.function.Supplier)",
                                        "java.util.Collection.parallelStream()",
                                        "java.util.List.parallelStream()",
                                        "java.util.Set.parallelStream()")));
    }

    @Test
    void locksAreFewAndKnown() {
        String[] known =
                packages(
                        "core.concurrent..",
                        "core.time..",
                        "core.type..",
                        "checkpointing.storage..",
                        "runtime.client..",
                        "runtime.exchange..",
                        "runtime.node..",
                        "runtime.subtask..",
                        "connectors..",
                        "cluster..",
                        "simulation.node..",
                        "simulation.schedule..",
                        // parks between records
                        "samples.flightdelays..",
                        "state.testkit..",
                        "benchmarks..");
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(known)
                        .should(declareSynchronizedMethods())
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.concurrent.locks.."));
    }

    @Test
    void actorsDoNotWait() {
        check(
                noClasses()
                        .that()
                        .haveNameMatching("io\\.sampo\\.(runtime|cluster)\\..*Actor(\\$.*)?")
                        .should(
                                accessAny(
                                        "java.util.concurrent.Future.get(",
                                        "java.util.concurrent.CompletableFuture.get(",
                                        "java.util.concurrent.CompletableFuture.join(",
                                        "java.util.concurrent.CountDownLatch.await(",
                                        "java.lang.Object.wait(",
                                        "java.lang.Thread.join(",
                                        "scala.concurrent.Await")));
    }

    @Test
    void filesAreOpenedInFewPlaces() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                packages(
                                        "core.io..",
                                        "connectors..",
                                        "cluster..",
                                        "samples..",
                                        "benchmarks.."))
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                "java\\.nio\\.file\\.Files|java\\.nio\\.channels\\..*FileChannel"
                                        + "|java\\.io\\.RandomAccessFile"
                                        + "|java\\.io\\.File(Input|Output)Stream"
                                        + "|java\\.io\\.File(Reader|Writer)"));
    }

    @Test
    void socketsAreOpenedInFewPlaces() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                packages(
                                        "connectors..",
                                        "cluster..",
                                        // looks for free ports
                                        "core.testkit..",
                                        "benchmarks.."))
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                "java\\.net\\.(Server|Datagram|Multicast)?Socket"
                                        + "|java\\.nio\\.channels\\..*(Socket|Datagram)Channel"
                                        + "|java\\.net\\.http\\..*|com\\.sun\\.net\\..*"));
    }

    @Test
    void javaSerializationIsForClosures() {
        check(
                noClasses()
                        .that()
                        .haveNameNotMatching("io\\.sampo\\.core\\.type\\.ClosureCodec(\\$.*)?")
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.io\\.Object(Input|Output)Stream(\\$.*)?"));
    }

    @Test
    void onlyTheCommandLinePrints() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                packages(
                                        "cluster.cli..",
                                        "samples..",
                                        "benchmarks..",
                                        "operators.sink.internal.."))
                        .should(
                                accessAny(
                                        "java.lang.System.out",
                                        "java.lang.System.err",
                                        "java.lang.Throwable.printStackTrace()")));
    }

    @Test
    void exceptionsHaveTypes() {
        check(noClasses().should(throwBareExceptions()));
    }

    @Test
    void logsThroughTheFacade() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.util.logging..",
                                "org.apache.log4j..",
                                "org.apache.commons.logging.."));
    }

    @Test
    void settingsAreTheOnlyReadersOfConfig() {
        check(
                classes()
                        .that(readConfig())
                        .and()
                        .resideOutsideOfPackages(
                                packages(
                                        "core.settings..",
                                        "cluster.config..",
                                        // the actor system's own sections, and the job's switches
                                        "runtime.client..",
                                        "runtime.node..",
                                        "runtime.subtask..",
                                        "simulation.node.."))
                        .should()
                        .haveSimpleNameEndingWith("Settings")
                        .andShould()
                        .beRecords());
    }

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

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(all);
    }

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> ROOT + name).toArray(String[]::new);
    }
}
