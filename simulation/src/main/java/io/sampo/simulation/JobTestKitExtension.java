/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that starts a job for each test that has a parameter of type {@link
 * JobTestKit}, and ends it after the test, however that went. Needs {@code junit-jupiter-api} 5.13
 * or newer.
 *
 * <pre>{@code
 * class TotalsTest {
 *     @RegisterExtension
 *     static final JobTestKitExtension TOTALS =
 *             JobTestKitExtension.of(
 *                     (environment, world) ->
 *                             TotalsJob.build(world.<Order>input(environment, "orders"))
 *                                     .sinkTo(world.output("totals"))
 *                                     .name("out"));
 *
 *     @Test
 *     void ordersAreAddedUp(JobTestKit kit) {
 *         kit.<Order>input("orders").send(new Order("ann", 5), 1_000).watermark(10_000);
 *         kit.process();
 *         assertThat(kit.<Long>output("totals")).containsExactly(5L);
 *     }
 * }
 * }</pre>
 *
 * A test's {@code @BeforeEach} and {@code @AfterEach} methods may have the parameter too, and get
 * the same job as the test. A test under many seeds starts its jobs itself, with {@link
 * JobTestKit#start(long, SimulatedJob)}, or is a {@link Simulation}.
 */
public final class JobTestKitExtension implements ParameterResolver {
    private final SimulatedJob job;
    private final long seed;

    private JobTestKitExtension(SimulatedJob job, long seed) {
        this.job = job;
        this.seed = seed;
    }

    /**
     * Returns an extension for the tests of a job.
     *
     * @param job built anew for each test, and for each start of its process
     */
    public static JobTestKitExtension of(SimulatedJob job) {
        return new JobTestKitExtension(job, 1);
    }

    /**
     * Returns this extension with another seed.
     *
     * @param newSeed decides in which order things happen that may happen in any; 1 unless set
     */
    public JobTestKitExtension withSeed(long newSeed) {
        return new JobTestKitExtension(job, newSeed);
    }

    /** Returns whether a {@link JobTestKit} is asked for. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == JobTestKit.class;
    }

    /**
     * Returns the job of the test, started when it is first asked for.
     *
     * @throws ParameterResolutionException if what asks does not belong to one test: the job would
     *     be seen by several, each with what the others have left
     */
    @Override
    public JobTestKit resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "A JobTestKit belongs to one test: parameter="
                            + parameter.getParameter()
                            + " of="
                            + parameter.getDeclaringExecutable()
                            + ". Give the parameter to the test, or to a @BeforeEach method.");
        }
        return context.getStore(Namespace.create(JobTestKitExtension.class, this))
                .getOrComputeIfAbsent(
                        JobTestKit.class, unused -> JobTestKit.start(seed, job), JobTestKit.class);
    }
}
