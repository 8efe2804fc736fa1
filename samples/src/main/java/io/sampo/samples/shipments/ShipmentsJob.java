/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.GlobalWindow;
import io.sampo.operators.window.GlobalWindows;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.samples.EachMinute;
import java.time.Duration;

/** The job: orders a bit out of order, one window without end for each customer, the trigger. */
final class ShipmentsJob {
    static final long LIMIT_CENTS = 100_00;
    static final Duration LONGEST_WAIT = Duration.ofHours(6);

    /** By how much orders are out of order. */
    static final Duration DISORDER = Duration.ofMinutes(5);

    private static final int CUSTOMERS = 500;
    private static final int LARGEST_CENTS = 60_00;
    private static final long STEP_MILLIS = 15_000;
    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    private ShipmentsJob() {}

    /** Returns the order of an index; of the same seed the same one every time. */
    static Order order(long seed, long index) {
        long mixed = (seed + index + 1) * ODD;
        mixed = (mixed ^ mixed >>> 31) * ODD;
        mixed ^= mixed >>> 29;
        String customer = "customer-" + Math.floorMod(mixed, CUSTOMERS);
        long cents = Math.floorMod(mixed >>> 16, LARGEST_CENTS) + 1L;
        long behind = Math.floorMod(mixed >>> 32, DISORDER.toMillis() + 1);
        return new Order(customer, cents, index * STEP_MILLIS - behind);
    }

    /** Adds the job, with made-up orders, to {@code environment}. */
    static DataStream<Shipment> build(StreamEnvironment environment, long seed, long orders) {
        DataGenSource<Order> source =
                DataGenSource.<Order>of(index -> order(seed, index))
                        .count(orders)
                        .withTimestamps((order, index) -> order.atMillis());
        return ship(
                environment
                        .fromSource(
                                source,
                                WatermarkStrategy.forGenerator(() -> new EachMinute<>(DISORDER)),
                                "orders")
                        // What goes together is a matter of the order in which it comes, which
                        // there is for the records of one sender only.
                        .setParallelism(1));
    }

    /** Returns the shipments of orders, wherever those come from. */
    static DataStream<Shipment> ship(DataStream<Order> orders) {
        return orders.keyBy(Order::customer)
                .window(GlobalWindows.create())
                .trigger(new ShipWhenFullOrDue(LIMIT_CENTS, LONGEST_WAIT))
                .aggregate(new Pack(), new ToShipment())
                .name("shipments");
    }

    /** What is in a parcel so far. */
    record Parcel(long orders, long cents, long firstMillis, long lastMillis) {}

    /** Keeps sums instead of the orders. */
    static final class Pack implements AggregateFunction<Order, Parcel, Parcel> {
        private static final long serialVersionUID = 1L;

        @Override
        public Parcel createAccumulator() {
            return new Parcel(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);
        }

        @Override
        public Parcel add(Order order, Parcel parcel) {
            return merge(parcel, new Parcel(1, order.cents(), order.atMillis(), order.atMillis()));
        }

        @Override
        public Parcel getResult(Parcel parcel) {
            return parcel;
        }

        @Override
        public Parcel merge(Parcel left, Parcel right) {
            return new Parcel(
                    left.orders + right.orders,
                    left.cents + right.cents,
                    Math.min(left.firstMillis, right.firstMillis),
                    Math.max(left.lastMillis, right.lastMillis));
        }
    }

    /** Adds the customer. */
    static final class ToShipment
            extends ProcessWindowFunction<Parcel, Shipment, String, GlobalWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String customer,
                Context<GlobalWindow> context,
                Iterable<Parcel> parcels,
                Collector<Shipment> out) {
            Parcel parcel = parcels.iterator().next();
            out.collect(
                    new Shipment(
                            customer,
                            parcel.orders(),
                            parcel.cents(),
                            parcel.firstMillis(),
                            parcel.lastMillis()));
        }
    }
}
