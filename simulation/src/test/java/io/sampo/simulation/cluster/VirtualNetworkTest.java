/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.testkit.SimulatedFiles.PowerFailure;
import io.sampo.core.type.ValueSerializer;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Things that cut nodes off at the same time, and processes that end or stand still. */
class VirtualNetworkTest {
    private static final Path FILE = Path.of("/file");
    private static final long MOST_STEPS = 10_000;

    private final Stage stage = Stage.take(3);
    private final VirtualScheduler scheduler = stage.begin(1);
    private final VirtualNetwork network =
            new VirtualNetwork(scheduler, member -> true, this::process);
    private final List<VirtualProcess> processes =
            List.of(newProcess(0), newProcess(1), newProcess(2));
    private final List<Integer> arrived = new ArrayList<>();

    @AfterEach
    void giveBack() {
        stage.release();
    }

    private VirtualProcess newProcess(int member) {
        Machine machine = new Machine(scheduler);
        return new VirtualProcess(
                stage,
                member,
                scheduler,
                machine,
                new ProcessFiles(machine.disk(), 1, () -> {}),
                new ProcessFiles(machine.disk(), 2, () -> {}),
                address -> network.call(processes.get(member), address));
    }

    private @Nullable VirtualProcess process(NodeAddress address) {
        return processes.stream()
                .filter(process -> process.address().equals(address))
                .findFirst()
                .orElse(null);
    }

    private void pass(Duration time) {
        Duration end = scheduler.elapsed().plus(time);
        scheduler.after(time.toNanos(), () -> {});
        scheduler.run(() -> scheduler.elapsed().compareTo(end) >= 0, MOST_STEPS);
    }

    private List<Integer> sent(int from, int to, int message) {
        network.pass(from, to, () -> arrived.add(message));
        pass(Duration.ofMillis(50));
        return arrived;
    }

    @Test
    void aNodeThatIsCutOffTwiceIsBackAfterTheSecondJoin() {
        network.part(1);
        network.part(1);
        assertThat(sent(0, 1, 1)).isEmpty();
        network.join(1);
        assertThat(network.isApart(1)).isTrue();
        assertThat(sent(0, 1, 2)).isEmpty();
        network.join(1);

        assertThat(network.isApart(1)).isFalse();
        assertThat(sent(0, 1, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void twoNodesThatAreCutOffHearOfEachOtherWhenBothAreBack() {
        network.part(0);
        network.part(1);
        assertThat(sent(0, 1, 1)).isEmpty();
        network.join(0);
        assertThat(sent(0, 1, 2)).isEmpty();
        assertThat(sent(0, 2, 3)).as("to a third").containsExactly(3);
        network.join(1);

        assertThat(sent(0, 1, 4)).containsExactly(3, 1, 2, 4);
    }

    @Test
    void aNodeThatIsCutOffAndHeldUpIsHeardAfterBoth() {
        network.holdUp(0);
        network.part(0);
        network.holdUp(0);
        assertThat(sent(0, 1, 1)).isEmpty();
        assertThat(sent(1, 0, 2)).isEmpty();
        network.join(0);
        assertThat(sent(1, 0, 3)).as("what it is sent").containsExactly(2, 3);
        network.letGo(0);
        assertThat(sent(0, 1, 4)).containsExactly(2, 3);
        network.letGo(0);

        assertThat(sent(0, 1, 5)).containsExactly(2, 3, 1, 4, 5);
    }

    @Test
    void allOfItEndsWhenTheNetworkIsOpened() {
        network.part(0);
        network.part(0);
        network.holdUp(0);
        network.loseMessages(1);
        network.open();

        assertThat(sent(0, 1, 1)).containsExactly(1);
        assertThat(network.isQuiet()).isTrue();
    }

    @Test
    void messagesAreLostFromUnderWayToTheEndOfTheLast() {
        network.pass(0, 1, () -> arrived.add(1));
        network.pass(0, 2, () -> arrived.add(2));
        network.loseMessages(1);
        network.loseMessages(1);
        assertThat(sent(1, 2, 3)).containsExactly(2);
        assertThat(network.keepMessages(1)).isEqualTo(2);
        assertThat(sent(0, 1, 4)).containsExactly(2);
        assertThat(network.keepMessages(1)).isEqualTo(3);

        assertThat(sent(0, 1, 5)).containsExactly(2, 5);
    }

    private enum Nothing implements ValueSerializer<Object> {
        INSTANCE;

        @Override
        public void write(@Nullable Object value, BinaryOutput target) {}

        @Override
        public @Nullable Object read(BinaryInput source) {
            return null;
        }

        @Override
        public Object copy(Object value) {
            return value;
        }
    }

    /** A connection that is made meanwhile, and one that was there before. */
    @Test
    void connectionsAreCutOffAsOftenAsTheirNodesAre() {
        network.part(1);
        network.part(0);
        OutputChannel early = channel(1);
        network.part(1);
        pass(Duration.ofMillis(50));
        network.join(0);
        network.join(1);
        pass(Duration.ofMillis(50));
        assertThat(early.hasCredit()).isFalse();
        network.join(1);
        pass(Duration.ofMillis(50));
        assertThat(early.hasCredit()).as("after the last join").isTrue();
    }

    private OutputChannel channel(int number) {
        ChannelId id = new ChannelId("job", 1, number);
        ChannelEnd end = new ChannelEnd("test", Nothing.INSTANCE, () -> {}, broken -> {});
        VirtualProcess sender = processes.get(0);
        VirtualProcess receiver = processes.get(1);
        receiver.transport().openReceiver(sender.address(), id, 3, end);
        return sender.transport().openSender(receiver.address(), id, end);
    }

    @Test
    void aProcessThatDiesLosesBothOfItsDisks() {
        Machine machine = new Machine(scheduler);
        ProcessFiles shared = new ProcessFiles(machine.disk(), 1, () -> {});
        ProcessFiles own = new ProcessFiles(machine.disk(), 2, () -> {});
        VirtualProcess process =
                new VirtualProcess(stage, 0, scheduler, machine, shared, own, address -> {});
        process.die(new Random(1));

        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(() -> shared.create(FILE)).isInstanceOf(PowerFailure.class);
        assertThatThrownBy(() -> own.create(FILE)).isInstanceOf(PowerFailure.class);
    }

    @Test
    void theLongerOfTwoPausesCounts() {
        VirtualProcess process = processes.get(0);
        process.standStill(Duration.ofMillis(100));
        pass(Duration.ofMillis(20));
        process.standStill(Duration.ofMillis(30));
        pass(Duration.ofMillis(40));
        assertThat(process.mayGoOn()).isFalse();
        pass(Duration.ofMillis(40));

        assertThat(process.mayGoOn()).isTrue();
    }
}
