/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.sampo.systemtests.Architecture.ROOT;
import static io.sampo.systemtests.Architecture.check;
import static io.sampo.systemtests.Architecture.packages;
import static io.sampo.systemtests.ArchitectureConditions.accessAny;
import static io.sampo.systemtests.ArchitectureConditions.declareSynchronizedMethods;
import static io.sampo.systemtests.ArchitectureConditions.readConfig;
import static io.sampo.systemtests.ArchitectureConditions.throwBareExceptions;

import org.junit.jupiter.api.Test;

/**
 * Rules of ARCHITECTURE.md on who may use what of the machine and of Java, checked on byte code.
 */
class MachineAccessTest {
    /** Where the seams to the machine are made. */
    private static final String[] SEAMS =
            packages("core.time..", "core.concurrent..", "runtime.node..", "benchmarks..");

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
}
