/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.coordinator.SimulatedJob.World;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.core.testkit.SimulatedFiles.PowerFailure;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The whole protocol on a disk that forgets what was not synced. {@link SimulatedJob} checks at
 * each start: the record names only whole checkpoints; attempts and ids are new; no checkpoint that
 * sinks committed for is lost; complete savepoints are whole; nothing else is left behind.
 */
class CheckpointProtocolTest {
    private static final int EVENTS = 150;

    @Test
    void thePowerMayFailBeforeAnyChange() {
        int failures = 0;
        for (int seed = 0; seed < 3; seed++) {
            int changes = changes(seed);
            assertThat(changes).as("seed=%d", seed).isGreaterThan(100);
            for (int at = 1; at <= changes; at++) {
                World world = new World();
                SimulatedFiles disk = new SimulatedFiles();
                disk.failBefore(at);
                String name = "seed=" + seed + " failure before change " + at;
                assertThat(life(disk, new Random(seed), world, EVENTS, name)).as(name).isFalse();
                failures++;
                Random random = new Random(seed * 31L + at);
                assertThat(life(disk.afterPowerFailure(random), random, world, 20, name))
                        .as("%s: the job ends after all", name)
                        .isTrue();
            }
        }
        assertThat(failures).isGreaterThan(500);
    }

    private static int changes(int seed) {
        SimulatedFiles disk = new SimulatedFiles();
        assertThat(life(disk, new Random(seed), new World(), EVENTS, "seed=" + seed)).isTrue();
        return disk.steps();
    }

    @Test
    void thePowerMayFailManyTimes() {
        int completed = 0;
        int failed = 0;
        int savepoints = 0;
        int stopped = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            World world = new World();
            SimulatedFiles disk = new SimulatedFiles();
            for (int life = 0; life < 4 && world.ended == null; life++) {
                disk.failBefore(disk.steps() + 1 + random.nextInt(800));
                String name = "seed=" + seed + " life=" + life;
                life(disk, random, world, 2 * EVENTS, name);
                disk = disk.afterPowerFailure(random);
            }
            String name = "seed=" + seed + " last life";
            assertThat(world.ended != null || life(disk, random, world, EVENTS, name))
                    .as(name)
                    .isTrue();
            // what the world has seen holds at one more start as well
            new SimulatedJob(disk.afterPowerFailure(random), random, world, name);
            stopped += world.ended == RecordContent.Ending.STOPPED ? 1 : 0;
            completed += world.completed;
            failed += world.failed;
            savepoints += world.savepoints.size();
        }
        assertThat(completed).isGreaterThan(500);
        assertThat(failed).isGreaterThan(100);
        assertThat(stopped).isGreaterThan(2);
        assertThat(savepoints).isGreaterThan(20);
    }

    /** Returns whether the job came to its end before the power failed. */
    private static boolean life(
            SimulatedFiles disk, Random random, World world, int events, String name) {
        try {
            return new SimulatedJob(disk, random, world, name).live(events);
        } catch (PowerFailure failure) {
            return false;
        }
    }
}
