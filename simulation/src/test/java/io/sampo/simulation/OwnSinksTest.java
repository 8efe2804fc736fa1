/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.sink.TwoPhaseSink;
import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.KeyedValue;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sinks of one's own in a simulation, as docs/writing-jobs.md shows them. */
class OwnSinksTest {
    private static final int ORDERS = 500;
    private static final int CUSTOMERS = 7;

    private static final List<String> CUSTOMER_OF_ORDER =
            IntStream.range(0, ORDERS).mapToObj(order -> "customer-" + order % CUSTOMERS).toList();

    /** The orders of each customer so far. */
    private static DataStream<KeyedValue<String, Long>> counts(
            StreamEnvironment environment, SimulatedWorld world) {
        return environment
                .fromSource(
                        world.paced(CollectionSource.of(CUSTOMER_OF_ORDER)),
                        WatermarkStrategy.<String>noWatermarks(),
                        "orders")
                .keyBy(customer -> customer)
                .count()
                .name("count");
    }

    private static Map<String, Long> lastCounts() {
        Map<String, Long> counts = new TreeMap<>();
        CUSTOMER_OF_ORDER.forEach(customer -> counts.merge(customer, 1L, Long::sum));
        return counts;
    }

    private static List<String> allCounts() {
        Map<String, Long> counts = new HashMap<>();
        return CUSTOMER_OF_ORDER.stream()
                .map(customer -> customer + " " + counts.merge(customer, 1L, Long::sum))
                .toList();
    }

    /** Where rows go: in the program to a database, in a test to what stands for it. */
    interface Table extends Serializable {
        void put(String key, long value);
    }

    /** Sets the row of each key. After a restart some are set again, which changes nothing. */
    record TableSink(Table table) implements Sink<KeyedValue<String, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<KeyedValue<String, Long>> createWriter(SinkContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(KeyedValue<String, Long> count, long timestamp) {
                    table.put(count.key(), count.value());
                }

                @Override
                public void flush(boolean endOfInput) {}
            };
        }
    }

    @SimulatedSeeds(20)
    void eachRowHasItsLastValueInTheEnd(long seed) {
        Simulation.of(
                        (environment, world) -> {
                            OutsideStore<Map<String, Long>> rows =
                                    world.store("rows", TreeMap::new);
                            counts(environment, world)
                                    .sinkTo(
                                            new TableSink(
                                                    (key, count) -> rows.get().put(key, count)))
                                    .name("table");
                        })
                .seed(seed)
                .faults(Faults.everything())
                .check(
                        result ->
                                assertThat(result.<Map<String, Long>>store("rows"))
                                        .isEqualTo(lastCounts()))
                .run();
    }

    /** Takes entries in transactions. */
    interface Ledger {
        /** Keeps entries, which nobody sees yet. */
        void prepare(String transaction, List<String> entries);

        /** Lets everybody see them; does nothing if they are seen already. */
        void commit(String transaction);
    }

    /** Finds the ledger, in the program and in a test. */
    interface LedgerFinder extends Serializable {
        Ledger find();
    }

    /** Writes each entry into a ledger exactly once. */
    static final class LedgerSink implements TwoPhaseSink<String, String> {
        private static final long serialVersionUID = 1L;

        private final LedgerFinder ledger;

        LedgerSink(LedgerFinder ledger) {
            this.ledger = ledger;
        }

        @Override
        public PreCommittingWriter<String, String> createWriter(SinkContext context) {
            String names = context.attempt() + "-" + context.subtaskIndex() + "-";
            List<String> entries = new ArrayList<>();
            return new PreCommittingWriter<>() {
                @Override
                public void write(String entry, long timestamp) {
                    entries.add(entry);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public Collection<String> prepareCommit(long checkpointId) {
                    if (entries.isEmpty()) {
                        return List.of();
                    }
                    String transaction = names + checkpointId;
                    ledger.find().prepare(transaction, List.copyOf(entries));
                    entries.clear();
                    return List.of(transaction);
                }
            };
        }

        @Override
        public Committer<String> createCommitter(SinkContext context) {
            return transaction -> {
                ledger.find().commit(transaction);
                return Committer.Outcome.COMMITTED;
            };
        }
    }

    /** Stands for the ledger in a test. */
    static final class TestLedger implements Ledger {
        private final Map<String, List<String>> prepared = new HashMap<>();
        private final Set<String> committed = new HashSet<>();
        private final List<String> seen = new ArrayList<>();

        @Override
        public void prepare(String transaction, List<String> entries) {
            prepared.put(transaction, entries);
        }

        @Override
        public void commit(String transaction) {
            if (committed.add(transaction)) {
                seen.addAll(Objects.requireNonNull(prepared.get(transaction), transaction));
            }
        }
    }

    private static Simulation ledgers(long seed) {
        return Simulation.of(
                        (environment, world) -> {
                            OutsideStore<TestLedger> ledger =
                                    world.store("ledger", TestLedger::new);
                            counts(environment, world)
                                    .map(count -> count.key() + " " + count.value())
                                    .name("entries")
                                    .sinkTo(new LedgerSink(ledger::get))
                                    .name("ledger");
                        })
                .seed(seed)
                .check(
                        result ->
                                assertThat(result.<TestLedger>store("ledger").seen)
                                        .containsExactlyInAnyOrderElementsOf(allCounts()));
    }

    @SimulatedSeeds(20)
    void eachEntryIsSeenOnce(long seed) {
        ledgers(seed).faults(Faults.everything()).run();
    }

    @SimulatedSeeds(10)
    void eachEntryIsSeenOnceOnNodes(long seed) {
        ledgers(seed).nodes(3).faults(Faults.everythingOnNodes()).run();
    }

    @Test
    void aStoreOutlivesTheProcessAndBelongsToOneTest() {
        for (int test = 0; test < 2; test++) {
            try (JobTestKit kit =
                    JobTestKit.start(
                            (environment, world) -> {
                                OutsideStore<Map<String, Long>> rows =
                                        world.store("rows", TreeMap::new);
                                world.<String>input(environment, "customers")
                                        .keyBy(customer -> customer)
                                        .count()
                                        .name("count")
                                        .sinkTo(
                                                new TableSink(
                                                        (key, count) -> rows.get().put(key, count)))
                                        .name("table");
                            })) {
                kit.<String>input("customers").send("ann", 0).send("ann", 0);
                kit.process();
                kit.crash();
                kit.<String>input("customers").send("bob", 0);
                kit.process();

                assertThat(kit.<Map<String, Long>>store("rows"))
                        .isEqualTo(Map.of("ann", 2L, "bob", 1L));
            }
        }
    }
}
