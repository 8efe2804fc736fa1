/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.partition.Partitioner;
import org.jspecify.annotations.Nullable;

/** To the subtask that the user's function names. */
final class CustomPartition extends OutputPartition {
    private final Partitioner.Custom rule;
    private final String place;

    CustomPartition(Wiring wiring, Partitioner.Custom rule) {
        super(wiring);
        this.rule = rule;
        this.place = wiring.place();
    }

    @Override
    public void collect(Object record, long timestamp) {
        writers[receiverOf(record)].add(copier.copy(record), timestamp, null, 0);
    }

    private int receiverOf(Object record) {
        int receiver;
        try {
            Object key = rule.selector().getKey(record);
            if (key == null) {
                throw failed("The key selector of partitionCustom returned null", record, null);
            }
            receiver = rule.function().partition(key, writers.length);
        } catch (StreamException e) {
            throw e;
        } catch (Exception e) {
            throw failed("The functions of partitionCustom failed", record, e);
        }
        if (receiver < 0 || receiver >= writers.length) {
            throw failed(
                    "The function of partitionCustom named a subtask that is not there: subtask="
                            + receiver
                            + " numPartitions="
                            + writers.length
                            + ". Return a number from 0, less than numPartitions, such as"
                            + " Math.floorMod(n, numPartitions)",
                    record,
                    null);
        }
        return receiver;
    }

    private StreamException failed(String what, Object record, @Nullable Exception cause) {
        return new StreamException(
                ErrorCode.USER_FUNCTION,
                what + ". Place: edge=" + place + " record=" + record,
                cause);
    }
}
