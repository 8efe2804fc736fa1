/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sampo.runtime.directory.JobSummary;
import io.sampo.systemtests.kill.Oracle;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job runs on three nodes, some of which are killed, hang, are cut off or leave again and again,
 * each time after at least one new checkpoint; a supervisor starts again what has ended. Then the
 * files that readers see must hold what a plain loop computes: nothing is lost, nothing is there
 * twice; and no checkpoint was completed by two job masters.
 *
 * <p>{@code -Dcluster-kill.seed=7} chooses other faults, {@code -Dcluster-kill.faults} how many
 * there are in the long form.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class ClusterKillIT {
    private static final long SEED = Long.getLong("cluster-kill.seed", 1);
    private static final int MANY = Integer.getInteger("cluster-kill.faults", 60);

    private static final long RATE = 20_000;
    private static final long HIGH_RATE = 100_000;
    private static final int SECONDS_FOR_A_FAULT = 16;
    private static final int LONGEST_DELAY_MILLIS = 1_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Random random = new Random(SEED);
    private final List<String> history = new ArrayList<>();

    @BeforeEach
    void signalsAreNeeded() {
        assumeTrue(File.separatorChar == '/', "signals are needed; this is no such system");
    }

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        disturb(Network.loopback(), Optional.empty(), kinds(kind -> !kind.isOfNetwork()), 5, RATE);
    }

    @Test
    void norWithEncryption() throws Exception {
        Certificates certificates = Certificates.create(directory.resolve("certificates"));
        List<Fault> kinds = List.of(Fault.KILL, Fault.HANG, Fault.KILL_ALL);
        disturb(Network.loopback(), Optional.of(certificates), kinds, kinds.size(), RATE);
    }

    @Test
    void norWhereTheNetworkIsCut() throws Exception {
        List<Fault> kinds = kinds(Fault::isOfNetwork);
        disturb(namespaces(), Optional.empty(), kinds, kinds.size(), RATE);
    }

    @Test
    @Tag("long")
    void norWithManyFaults() throws Exception {
        disturb(namespaces(), Optional.empty(), kinds(any -> true), MANY, HIGH_RATE);
    }

    private static Network namespaces() throws Exception {
        assumeTrue(
                Namespaces.arePossible(),
                "networks that can be cut need 'ip netns' of iproute2, and the rights of root");
        return Namespaces.create(DisturbedCluster.COUNT);
    }

    /** Each kind once, in an order of the seed. */
    private static List<Fault> kinds(Predicate<Fault> which) {
        List<Fault> kinds = new ArrayList<>(Arrays.stream(Fault.values()).filter(which).toList());
        Collections.shuffle(kinds, new Random(SEED));
        return kinds;
    }

    private void disturb(
            Network network,
            Optional<Certificates> certificates,
            List<Fault> kinds,
            int faults,
            long rate)
            throws Exception {
        try (DisturbedCluster cluster = DisturbedCluster.start(directory, network, certificates)) {
            long readings = (faults + 1) * SECONDS_FOR_A_FAULT * rate;
            cluster.submit(readings, rate);
            for (int i = 0; i < faults; i++) {
                cluster.awaitNewCheckpoint();
                Fault fault = kinds.get(i % kinds.size());
                int index = random.nextInt(DisturbedCluster.COUNT);
                history.add(fault + " " + index);
                cluster.node(index).endsWithin(random.nextInt(LONGEST_DELAY_MILLIS));
                fault.happen(cluster, index, random);
                cluster.supervise();
            }
            cluster.awaitEnd(Duration.ofSeconds(readings / rate));

            List<String> found = cluster.output();
            assertThat(Oracle.difference(found, Oracle.lines(readings)))
                    .as(() -> "how often too often (lost: negative): " + where(cluster))
                    .isEmpty();
            assertThat(cluster.committedTwice()).as(() -> where(cluster)).isEmpty();
            System.out.printf(
                    "cluster: %,d readings, %d results, faults %s, %d attempts, seed %d%n",
                    readings,
                    found.size(),
                    history,
                    cluster.job().map(JobSummary::attempt).orElse(0),
                    SEED);
        }
    }

    private String where(DisturbedCluster cluster) {
        return "seed=" + SEED + " history=" + history + " " + cluster.where();
    }
}
