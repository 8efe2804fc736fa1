/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.KeySelector;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.operators.function.CustomPartitioner;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.partition.Partitioner;
import io.sampo.runtime.exchange.OutputPartition.Wiring;
import io.sampo.state.keygroup.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPartitionTest {
    private static final int MAX_PARALLELISM = 128;

    private final List<HandChannel> channels = new ArrayList<>();

    /** As users write them: mutable. */
    static final class Account {
        long balance;

        Account() {}

        Account(long balance) {
            this.balance = balance;
        }
    }

    private record Transfer(String from, long amount) {}

    private OutputPartition partition(Partitioner rule, int receivers, int subtaskIndex) {
        Serialization serialization =
                new ForySerializationFactory(getClass().getClassLoader()).create();
        for (int i = 0; i < receivers; i++) {
            channels.add(new HandChannel(1000));
        }
        return OutputPartition.create(
                new Wiring(
                        rule,
                        channels,
                        MAX_PARALLELISM,
                        serialization.forWire("copy"),
                        serialization.forWire("size"),
                        new OutputPressure(new NoWait()),
                        new ManualClock(0),
                        "source/0 -> sink"),
                subtaskIndex);
    }

    private static Partitioner byKey(KeySelector<Object, Object> selector) {
        return new Partitioner.ByKey(selector);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rules1And2_eachKeyGoesToTheOwnerOfItsKeyGroupAndItsHashWithIt(long seed) {
        Random random = new Random(seed);
        int receivers = 1 + random.nextInt(7);
        OutputPartition edge = partition(byKey(record -> record), receivers, 0);
        for (int i = 0; i < 2000; i++) {
            edge.collect("key-" + random.nextInt(500), i);
        }
        edge.flush();

        KeyType<Object> keys = KeyType.of(String.class);
        int seen = 0;
        for (int receiver = 0; receiver < receivers; receiver++) {
            for (Frame frame : channels.get(receiver).sent) {
                for (int i = 0; i < frame.size(); i++) {
                    Object key = frame.keys()[i];
                    int hash = KeyGroups.hash(keys, key);
                    assertThat(frame.record(i)).isEqualTo(key);
                    assertThat(frame.keyHashes()[i]).isEqualTo(hash);
                    int group = KeyGroups.ofHash(hash, MAX_PARALLELISM);
                    assertThat(KeyGroups.subtaskOf(group, receivers, MAX_PARALLELISM))
                            .as("seed=%d key=%s", seed, key)
                            .isEqualTo(receiver);
                    seen++;
                }
            }
        }
        assertThat(seen).as("seed=%d", seed).isEqualTo(2000);
    }

    @Test
    void keysOfSeveralClassesFindTheirOwnHashes() {
        OutputPartition edge = partition(byKey(record -> record), 1, 0);
        edge.collect("text", 0);
        edge.collect(5L, 0);
        edge.collect("more", 0);
        edge.flush();

        int[] hashes = channels.get(0).sent.getFirst().keyHashes();
        assertThat(hashes[0]).isEqualTo(KeyGroups.hash(KeyType.of(String.class), "text"));
        assertThat(hashes[1]).isEqualTo(KeyGroups.hash(KeyType.of(Long.class), 5L));
        assertThat(hashes[2]).isEqualTo(KeyGroups.hash(KeyType.of(String.class), "more"));
    }

    @Test
    void aKeyThatCanChangeIsCopied() {
        byte[] key = {1, 2, 3};
        OutputPartition edge = partition(byKey(record -> key), 1, 0);
        edge.collect("a", 0);
        key[0] = 9;
        edge.flush();

        assertThat((byte[]) channels.get(0).sent.getFirst().keys()[0]).containsExactly(1, 2, 3);
    }

    @Test
    void rule4_noKeyIsAnErrorThatNamesTheEdgeAndTheWayOut() {
        OutputPartition edge = partition(byKey(record -> null), 2, 0);

        assertThatThrownBy(() -> edge.collect(new Transfer("me", 5), 0))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                .hasMessageContaining("edge=source/0 -> sink")
                .hasMessageContaining("record=Transfer[from=me, amount=5]")
                .hasMessageContaining("before keyBy");
    }

    @Test
    void aSelectorThatThrowsKeepsItsException() {
        IllegalStateException own = new IllegalStateException("own");
        OutputPartition edge =
                partition(
                        byKey(
                                record -> {
                                    throw own;
                                }),
                        2,
                        0);

        assertThatThrownBy(() -> edge.collect("a", 0))
                .hasMessageContaining("The key selector failed")
                .hasCause(own);
    }

    @Test
    void rebalanceGoesAroundAndEverySenderBeginsElsewhere() {
        OutputPartition edge = partition(new Partitioner.Rebalance(), 3, 4);
        for (int i = 0; i < 7; i++) {
            edge.collect(i, 0);
        }
        edge.flush();

        assertThat(channels.get(1).records()).containsExactly(0, 3, 6);
        assertThat(channels.get(2).records()).containsExactly(1, 4);
        assertThat(channels.get(0).records()).containsExactly(2, 5);
    }

    @Test
    void broadcastGivesEachReceiverACopyOfItsOwn() {
        OutputPartition edge = partition(new Partitioner.Broadcast(), 3, 0);
        Account account = new Account(5);
        edge.collect(account, 0);
        account.balance = 6;
        edge.flush();

        List<Account> received = new ArrayList<>();
        for (HandChannel channel : channels) {
            received.add((Account) channel.records().get(0));
        }
        assertThat(received).extracting(a -> a.balance).containsExactly(5L, 5L, 5L);
        assertThat(received.get(0)).isNotSameAs(received.get(1)).isNotSameAs(account);
    }

    @Test
    void mutableRecordsAreCopiedOnEveryKindOfEdge() {
        for (Partitioner rule :
                List.of(
                        new Partitioner.Forward(),
                        new Partitioner.Global(),
                        new Partitioner.Rebalance(),
                        new Partitioner.Rescale(),
                        new Partitioner.Shuffle(),
                        new Partitioner.Custom(record -> "k", (key, n) -> 0),
                        new Partitioner.Broadcast(),
                        byKey(record -> "k"))) {
            channels.clear();
            OutputPartition edge = partition(rule, 1, 0);
            Account account = new Account(1);
            edge.collect(account, 0);
            account.balance = 2;
            edge.flush();

            Account received = (Account) channels.get(0).records().get(0);
            assertThat(received.balance).as("rule=%s", rule).isEqualTo(1);
        }
    }

    @Test
    void immutableRecordsGoByReference() {
        OutputPartition edge = partition(new Partitioner.Forward(), 1, 0);
        Transfer transfer = new Transfer("me", 5);
        edge.collect(transfer, 0);
        edge.flush();

        assertThat(channels.get(0).records().get(0)).isSameAs(transfer);
    }

    @Test
    void globalGoesToTheFirst() {
        OutputPartition edge = partition(new Partitioner.Global(), 3, 2);
        edge.collect("a", 0);
        edge.collect("b", 0);
        edge.flush();

        assertThat(channels.get(0).records()).containsExactly("a", "b");
        assertThat(channels.get(1).sent).isEmpty();
    }

    @Test
    void rescaleGoesAroundItsOwnReceivers() {
        OutputPartition edge = partition(new Partitioner.Rescale(), 2, 0);
        for (int i = 0; i < 5; i++) {
            edge.collect(i, 0);
        }
        edge.flush();

        assertThat(channels.get(0).records()).containsExactly(0, 2, 4);
        assertThat(channels.get(1).records()).containsExactly(1, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void shuffleIsEvenAndComesAgainTheSame(int subtaskIndex) {
        OutputPartition edge = partition(new Partitioner.Shuffle(), 4, subtaskIndex);
        List<HandChannel> first = List.copyOf(channels);
        channels.clear();
        OutputPartition again = partition(new Partitioner.Shuffle(), 4, subtaskIndex);
        for (int i = 0; i < 4000; i++) {
            edge.collect(i, 0);
            again.collect(i, 0);
        }
        edge.flush();
        again.flush();

        for (int receiver = 0; receiver < 4; receiver++) {
            List<Object> records = first.get(receiver).records();
            assertThat(records).hasSizeBetween(900, 1100);
            assertThat(channels.get(receiver).records()).isEqualTo(records);
        }
    }

    @Test
    void shuffledSendersDoNotAllGoTheSameWay() {
        OutputPartition one = partition(new Partitioner.Shuffle(), 4, 0);
        List<HandChannel> ofOne = List.copyOf(channels);
        channels.clear();
        OutputPartition other = partition(new Partitioner.Shuffle(), 4, 1);
        for (int i = 0; i < 100; i++) {
            one.collect(i, 0);
            other.collect(i, 0);
        }
        one.flush();
        other.flush();

        assertThat(channels.get(0).records()).isNotEqualTo(ofOne.get(0).records());
    }

    private static Partitioner custom(CustomPartitioner<Object> function) {
        return new Partitioner.Custom(record -> ((Transfer) record).amount(), function);
    }

    @Test
    void aFunctionOfTheUsersFindsTheReceiver() {
        OutputPartition edge =
                partition(custom((amount, receivers) -> (int) ((long) amount % receivers)), 3, 0);
        Transfer four = new Transfer("me", 4);
        Transfer five = new Transfer("me", 5);
        edge.collect(four, 0);
        edge.collect(five, 0);
        edge.flush();

        assertThat(channels.get(0).sent).isEmpty();
        assertThat(channels.get(1).records()).containsExactly(four);
        assertThat(channels.get(2).records()).containsExactly(five);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void aReceiverThatIsNotThereIsNamedWithTheRecord(int named) {
        OutputPartition edge = partition(custom((amount, receivers) -> named), 3, 0);

        assertThatThrownBy(() -> edge.collect(new Transfer("me", 5), 0))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                .hasMessageContaining("subtask=" + named + " numPartitions=3")
                .hasMessageContaining("Math.floorMod")
                .hasMessageContaining("edge=source/0 -> sink record=Transfer[from=me, amount=5]");
    }

    @Test
    void aCustomPartitionerThatThrowsKeepsItsException() {
        IllegalStateException own = new IllegalStateException("own");
        OutputPartition edge =
                partition(
                        custom(
                                (amount, receivers) -> {
                                    throw own;
                                }),
                        2,
                        0);

        assertThatThrownBy(() -> edge.collect(new Transfer("me", 5), 0))
                .hasMessageContaining("edge=source/0 -> sink record=Transfer")
                .hasCause(own);
    }

    @Test
    void nothingToPartitionByIsAnError() {
        OutputPartition edge =
                partition(new Partitioner.Custom(record -> null, (key, n) -> 0), 2, 0);

        assertThatThrownBy(() -> edge.collect("a", 0))
                .hasMessageContaining("The key selector of partitionCustom returned null")
                .hasMessageContaining("record=a");
    }

    @Test
    void controlElementsGoToAllReceiversBehindTheirRecords() {
        OutputPartition edge = partition(new Partitioner.Rebalance(), 3, 0);
        edge.collect("a", 0);
        edge.watermark(17);
        edge.status(WatermarkStatus.IDLE);
        edge.control(EndOfInput.INSTANCE);

        assertThat(channels.get(0).sizes()).containsExactly(1, 0, 0);
        assertThat(channels)
                .allSatisfy(
                        channel ->
                                assertThat(channel.sent)
                                        .extracting(Frame::control)
                                        .containsExactly(
                                                new Watermark(17),
                                                WatermarkStatus.IDLE,
                                                EndOfInput.INSTANCE));
    }

    @Test
    void controlElementsDoNotWaitForAReceiverThatIsSlow() {
        OutputPartition edge = partition(new Partitioner.Broadcast(), 2, 0);
        channels.get(0).credits = 0;
        edge.watermark(1);

        assertThat(channels.get(0).sent).hasSize(1);
        assertThat(channels.get(1).sent).hasSize(1);
    }

    @Test
    void whatIsCollectedWithATagIsForOtherEdges() {
        OutputPartition edge = partition(new Partitioner.Forward(), 1, 0);
        edge.collect(new OutputTag<>("late"), "a", 0);
        edge.flush();

        assertThat(channels.get(0).sent).isEmpty();
    }

    static final class NoWait implements CreditWait {
        @Override
        public void await(java.util.function.BooleanSupplier ready) {
            throw new AssertionError("waits");
        }

        @Override
        public void signal() {}
    }
}
