/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.job.ProgramOption;
import io.sampo.operators.job.StreamProgram;
import io.sampo.operators.stream.CollectedRecords;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code sampo run shipments}. */
public final class Shipments implements StreamProgram {
    private static final String NAME = "shipments";
    private static final String ORDERS = "--orders";
    private static final String SEED = "--seed";
    private static final String PARALLELISM = "--parallelism";
    private static final int DEFAULT_ORDERS = 200_000;
    private static final double PER_MINUTE = 60_000;

    /** Created by the launcher. */
    public Shipments() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "Orders shipped together, when they are worth it or have waited: a custom trigger.";
    }

    @Override
    public List<ProgramOption> options() {
        return List.of(
                ProgramOption.valued(ORDERS, "N", "how many orders; default: 200000"),
                ProgramOption.valued(SEED, "N", "for other orders; default: 0"),
                ProgramOption.valued(
                        PARALLELISM, "N", "subtasks that ship; default: one for each core"));
    }

    @Override
    public void run(ProgramArguments arguments) throws Exception {
        int orders = arguments.number(ORDERS, 1).orElse(DEFAULT_ORDERS);
        int seed = arguments.number(SEED, 0).orElse(0);
        StreamEnvironment environment = StreamEnvironment.local();
        arguments.number(PARALLELISM, 1).ifPresent(environment::setParallelism);
        List<Shipment> shipments = new ArrayList<>();
        try (CollectedRecords<Shipment> shipped =
                ShipmentsJob.build(environment, seed, orders).collectAsync(NAME)) {
            shipped.forEachRemaining(shipments::add);
        }
        print(orders, shipments, System.out);
    }

    private static void print(int orders, List<Shipment> shipments, PrintStream out) {
        List<Shipment> full = new ArrayList<>();
        List<Shipment> due = new ArrayList<>();
        for (Shipment shipment : shipments) {
            (shipment.cents() >= ShipmentsJob.LIMIT_CENTS ? full : due).add(shipment);
        }
        out.printf(
                Locale.ROOT, "%s: %,d orders in %,d shipments%n%n", NAME, orders, shipments.size());
        out.printf("%-18s %9s %7s %8s %8s%n", "shipped", "shipments", "orders", "value", "packed");
        print("at " + ShipmentsJob.LIMIT_CENTS / 100 + ".00", full, out);
        print("after " + ShipmentsJob.LONGEST_WAIT.toHours() + " hours", due, out);
    }

    private static void print(String when, List<Shipment> shipments, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%-18s %,9d %7.1f %8.2f %4.0f min%n",
                when,
                shipments.size(),
                shipments.stream().mapToLong(Shipment::orders).average().orElse(0),
                shipments.stream().mapToLong(Shipment::cents).average().orElse(0) / 100,
                shipments.stream()
                                .mapToLong(
                                        shipment -> shipment.lastMillis() - shipment.firstMillis())
                                .average()
                                .orElse(0)
                        / PER_MINUTE);
    }
}
