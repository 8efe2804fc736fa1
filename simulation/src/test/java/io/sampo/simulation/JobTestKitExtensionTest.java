/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the extension does to other test classes. */
class JobTestKitExtensionTest {
    private static final String INSIDE = "sampo.test.inside";
    private static final List<String> EVENTS = new ArrayList<>();

    /** Notes its own life. */
    private static final class Twice implements MapFunction<Long, Long>, RichFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(RuntimeContext context) {
            EVENTS.add("open");
        }

        @Override
        public Long map(Long number) {
            return 2 * number;
        }

        @Override
        public void close() {
            EVENTS.add("close");
        }
    }

    private static final SimulatedJob DOUBLES =
            (environment, world) ->
                    world.<Long>input(environment, "numbers")
                            .map(new Twice())
                            .setParallelism(1)
                            .sinkTo(world.output("doubles"))
                            .name("doubles");

    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Doubles {
        @RegisterExtension
        static final JobTestKitExtension KIT = JobTestKitExtension.of(DOUBLES).withSeed(7);

        @BeforeEach
        void sendOne(JobTestKit kit) {
            kit.<Long>input("numbers").send(1L, 0);
        }

        @Test
        void a(JobTestKit kit) {
            kit.<Long>input("numbers").send(2L, 0);
            kit.process();
            assertThat(kit.<Long>output("doubles")).containsExactlyInAnyOrder(2L, 4L);
        }

        @Test
        void b(JobTestKit kit) {
            kit.process();
            assertThat(kit.<Long>output("doubles")).as("only its own").containsExactly(99L);
        }

        @AfterEach
        void note(JobTestKit kit) {
            EVENTS.add("after, outputs=" + kit.<Long>output("doubles").size());
        }
    }

    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class NoTestOfItsOwn {
        @RegisterExtension static final JobTestKitExtension KIT = JobTestKitExtension.of(DOUBLES);

        NoTestOfItsOwn(JobTestKit kit) {
            EVENTS.add("constructed " + kit);
        }

        @Test
        void a() {}
    }

    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class DoesNotStart {
        @RegisterExtension
        static final JobTestKitExtension KIT =
                JobTestKitExtension.of((environment, world) -> environment.set("sampo.no", 1));

        @Test
        void a(JobTestKit kit) {
            EVENTS.add("started " + kit);
        }
    }

    /** Runs a test class; returns what its tests failed with, or "passed". */
    private static Map<String, String> run(Class<?> tests) {
        EVENTS.clear();
        Map<String, String> results = new LinkedHashMap<>();
        System.setProperty(INSIDE, "true");
        try {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(tests))
                                    .build(),
                            new TestExecutionListener() {
                                @Override
                                public void executionFinished(
                                        TestIdentifier test, TestExecutionResult result) {
                                    if (test.isTest()) {
                                        results.put(
                                                test.getDisplayName().substring(0, 1),
                                                result.getThrowable()
                                                        .map(Throwable::getMessage)
                                                        .orElse("passed"));
                                    }
                                }
                            });
        } finally {
            System.clearProperty(INSIDE);
        }
        return results;
    }

    @Test
    void eachTestHasItsOwnJobWhichEndsAfterIt() {
        Map<String, String> results = run(Doubles.class);

        assertThat(results).containsOnlyKeys("a", "b").containsEntry("a", "passed");
        assertThat(results.get("b")).contains("only its own", "[2L]");
        assertThat(EVENTS)
                .containsExactly(
                        "open", "after, outputs=2", "close", "open", "after, outputs=1", "close");
    }

    @Test
    void aJobForMoreThanOneTestIsRefused() {
        assertThat(run(NoTestOfItsOwn.class).get("a"))
                .contains("belongs to one test", "JobTestKit kit", "@BeforeEach");
        assertThat(EVENTS).isEmpty();
    }

    @Test
    void whatKeepsTheJobFromStartingFailsTheTest() {
        assertThat(run(DoesNotStart.class).get("a")).contains("could not be started", "sampo.no");
        assertThat(EVENTS).isEmpty();
    }
}
