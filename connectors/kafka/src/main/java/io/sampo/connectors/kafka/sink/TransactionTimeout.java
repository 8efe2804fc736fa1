/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.sink.SinkContext;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a transaction may stay open: long enough for a checkpoint and a restart, and not longer
 * than the brokers allow. Else what a completed checkpoint promises would be lost.
 */
final class TransactionTimeout {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionTimeout.class);
    private static final String BROKER_LIMIT = "transaction.max.timeout.ms";

    /** Of brokers that do not tell. */
    private static final int DEFAULT_BROKER_LIMIT_MILLIS = 15 * 60 * 1000;

    private TransactionTimeout() {}

    /**
     * Returns the milliseconds. Blocks.
     *
     * @throws StreamException with {@code INVALID_SETTING} if the time is too short or too long
     */
    static int of(Admin admin, KafkaSinkOptions<?> options, SinkContext context) throws Exception {
        int limit = brokerLimit(admin).orElse(DEFAULT_BROKER_LIMIT_MILLIS);
        String given = options.properties().get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        int millis = given == null ? limit : Integer.parseInt(given.strip());
        if (millis > limit) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The brokers do not allow a transaction to be open for so long: operator="
                            + context.operatorName()
                            + " transaction.timeout.ms="
                            + millis
                            + " transaction.max.timeout.ms="
                            + limit
                            + ". Give the sink a shorter time, or the brokers a longer one.");
        }
        Duration needed = context.commitDelay();
        if (context.checkpointingEnabled() && millis < needed.toMillis()) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "A transaction would end before its checkpoint can be complete, and its messages"
                            + " be lost: operator="
                            + context.operatorName()
                            + " transaction.timeout.ms="
                            + millis
                            + " needed="
                            + needed.toMillis()
                            + ". Give the sink a longer time (the brokers allow "
                            + limit
                            + " ms), or shorten sampo.checkpoint.interval, sampo.checkpoint.timeout or"
                            + " sampo.restart.max-delay, whose sum is needed.");
        }
        return millis;
    }

    private static OptionalInt brokerLimit(Admin admin) throws Exception {
        try {
            Node node = admin.describeCluster().nodes().get().iterator().next();
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config config =
                    admin.describeConfigs(List.of(broker)).all().get().values().iterator().next();
            return OptionalInt.of(Integer.parseInt(config.get(BROKER_LIMIT).value()));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AuthorizationException) {
                LOG.info(
                        "The brokers do not tell how long transactions may be: assumed={} cause={}",
                        DEFAULT_BROKER_LIMIT_MILLIS,
                        failure.getCause().toString());
                return OptionalInt.empty();
            }
            throw failure;
        }
    }
}
