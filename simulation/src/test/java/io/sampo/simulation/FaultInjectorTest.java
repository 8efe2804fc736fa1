/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.simulation.Fault.Kind;
import io.sampo.simulation.schedule.Carriers;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a fault does to the disk and to storage work, so that none does nothing. */
class FaultInjectorTest {
    private static final Duration AT = Duration.ofMillis(10);
    private static final Path FILE = Path.of("/file");
    private static final Path OTHER = Path.of("/other");
    private static final long MOST_STEPS = 1_000;

    private final VirtualScheduler scheduler = new VirtualScheduler(1, new Carriers());
    private final World world = new World(scheduler, 1);
    private final SimulatedFiles disk = world.disk();
    private final List<Fault> ofProcesses = new ArrayList<>();

    @AfterEach
    void end() {
        world.close();
    }

    private void inject(Fault... faults) {
        disk.writeAtomically(FILE, new byte[] {1, 2, 3, 4});
        new FaultInjector(world, scheduler, List.of(faults), ofProcesses::add);
        passUntil(AT.plusMillis(5));
    }

    private void passUntil(Duration time) {
        Duration left = time.minus(scheduler.elapsed());
        scheduler.after(left.toNanos(), () -> {});
        scheduler.run(() -> scheduler.elapsed().compareTo(time) >= 0, MOST_STEPS);
    }

    private ErrorCode failureOf(Runnable change) {
        StreamException failure = catchThrowableOfType(StreamException.class, change::run);
        assertThat(failure).isNotNull();
        return failure.code();
    }

    @Test
    void changesFailAndAreNotMade() {
        inject(new Fault(Kind.STORAGE_FAILURE, AT, 2));

        assertThat(failureOf(() -> disk.move(FILE, OTHER))).isEqualTo(ErrorCode.EXTERNAL_IO);
        assertThat(disk.exists(FILE)).isTrue();
        assertThat(failureOf(() -> disk.delete(FILE))).isEqualTo(ErrorCode.EXTERNAL_IO);
        assertThat(disk.delete(FILE)).isTrue();
    }

    @Test
    void changesFailThoughTheyAreMade() {
        inject(new Fault(Kind.HALF_FAILURE, AT, 1));

        assertThat(failureOf(() -> disk.move(FILE, OTHER))).isEqualTo(ErrorCode.EXTERNAL_IO);
        assertThat(disk.exists(OTHER)).isTrue();
        assertThat(disk.delete(OTHER)).isTrue();
    }

    @Test
    void theStorageIsFullForAsLongAsItIsSaid() {
        Fault full = new Fault(Kind.FULL_STORAGE, AT, 100);
        inject(full);

        assertThat(failureOf(() -> disk.writeAtomically(OTHER, new byte[] {1})))
                .isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
        passUntil(AT.plus(full.duration()).plusMillis(1));
        disk.writeAtomically(Path.of("/third"), new byte[] {1});
    }

    /** Of two faults none is forgotten. */
    @Test
    void storageWorkIsSlowAsOftenAsItIsSaid() {
        inject(new Fault(Kind.SLOW_STORAGE, AT, 3), new Fault(Kind.SLOW_STORAGE, AT, 2));

        int slow = 0;
        for (int i = 0; i < 20; i++) {
            Duration begin = scheduler.elapsed();
            List<String> log = new ArrayList<>();
            world.io().execute(() -> log.add("done"));
            scheduler.run(() -> !log.isEmpty(), MOST_STEPS);
            slow += scheduler.elapsed().minus(begin).toMillis() > 3 ? 1 : 0;
        }

        assertThat(slow).as("pieces that took longer than a busy machine lets them").isEqualTo(5);
    }

    @Test
    void whatBefallsProcessesIsLeftToThem() {
        List<Fault> faults = new ArrayList<>();
        for (Kind kind :
                List.of(
                        Kind.CRASH,
                        Kind.STORAGE_CRASH,
                        Kind.NODE_CRASH,
                        Kind.NODE_PAUSE,
                        Kind.PARTITION,
                        Kind.CONNECTION_LOSS,
                        Kind.PACKET_LOSS,
                        Kind.CLOCK_JUMP,
                        Kind.LATE_MESSAGES,
                        Kind.LOST_MESSAGES,
                        Kind.FULL_NODE,
                        Kind.HAND_OVER)) {
            faults.add(new Fault(kind, AT, 7));
        }
        inject(faults.toArray(Fault[]::new));

        assertThat(ofProcesses).containsExactlyInAnyOrderElementsOf(faults);
    }
}
