/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import com.typesafe.config.Config;
import io.sampo.cluster.config.HostPort;
import java.util.Optional;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.FailureDetector;
import org.apache.pekko.remote.FailureDetectorWithAddress;
import org.apache.pekko.remote.PhiAccrualFailureDetector;

/**
 * The cluster's failure detector for one member: the usual one, and at once if the process is
 * proven to be dead. Without this a member that was downed stays until its silence is long enough,
 * since only unreachable members are removed. Thread-safe, as the usual one is.
 */
public final class LifelineFailureDetector implements FailureDetector, FailureDetectorWithAddress {
    private final PhiAccrualFailureDetector usual;
    private volatile Optional<HostPort> member = Optional.empty();

    /** Called by the cluster, by name. */
    public LifelineFailureDetector(Config config, EventStream events) {
        usual = new PhiAccrualFailureDetector(config, events);
    }

    /** Takes an address as {@code pekko://system@host:port}. */
    @Override
    public void setAddress(String address) {
        usual.setAddress(address);
        member = HostPort.parse(address.substring(address.indexOf('@') + 1));
    }

    @Override
    public boolean isAvailable() {
        return member.filter(Crashes::contains).isEmpty() && usual.isAvailable();
    }

    @Override
    public boolean isMonitoring() {
        return usual.isMonitoring();
    }

    @Override
    public void heartbeat() {
        usual.heartbeat();
    }
}
