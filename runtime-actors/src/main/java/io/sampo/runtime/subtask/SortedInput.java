/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.metric.Counter;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.OperatorChain;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.sort.RawRecord;
import io.sampo.runtime.sort.RecordSorter;
import io.sampo.runtime.sort.RecordStream;
import io.sampo.state.backend.ForgettingBackend;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bounded mode: what the chain must not see before all input is there. Takes records, and gives
 * them to the chain at the end, key by key and by timestamp within a key; at the end of each key
 * its timers fire and its state is forgotten. Confined to the subtask.
 */
final class SortedInput implements AutoCloseable {
    private final SubtaskShell shell;
    private final OperatorChain chain;
    private final @Nullable ForgettingBackend<Object> state;
    private final RecordSorter sorter;
    private final ValueSerializer<Object> values;
    private final Counter bytesSpilled;
    private final BinaryOutput written = new BinaryOutput();
    private final BinaryInput read = new BinaryInput(new byte[0]);

    private @Nullable Class<?> keyClass;
    private @Nullable KeyType<Object> keyType;
    private @Nullable RecordStream records;

    /** The bytes of the current key; null before the first, between keys, and without keys. */
    private byte @Nullable [] key;

    /** Whether the stream stands at a record, or at its end, that has not been dealt with. */
    private boolean fetched;

    private boolean more;
    private boolean done;
    private long given;

    /**
     * Creates an input that has got nothing yet.
     *
     * @param state of the chain's head; null if that is not keyed
     */
    SortedInput(
            SubtaskShell shell,
            OperatorChain chain,
            @Nullable ForgettingBackend<Object> state,
            RecordSorter sorter) {
        this.shell = shell;
        this.chain = chain;
        this.state = state;
        this.sorter = sorter;
        values = shell.serialization().forWire("sorted input of " + shell.id());
        bytesSpilled = shell.metricsOf(shell.vertex().id()).counter("bytesSpilled");
    }

    /** Takes a record of a frame. */
    @SuppressWarnings("NullAway") // a frame with keys has hashes, and the type is set with the key
    void add(int input, Frame frame, int index) {
        Object record = frame.record(index);
        long timestamp = frame.timestamp(index);
        RawRecord.Part value = target -> values.write(record, target);
        if (frame.keys() == null || state == null) {
            RawRecord.write(written, 0, timestamp, input, null, value);
        } else {
            Object ofRecord = frame.keys()[index];
            int hash = frame.keyHashes()[index];
            if (ofRecord.getClass() != keyClass) {
                admit(ofRecord, hash);
            }
            RawRecord.write(
                    written,
                    hash,
                    timestamp,
                    input,
                    target -> keyType.write(ofRecord, target),
                    value);
        }
        sorter.add(written);
    }

    /** Lets the state refuse a second class of keys, as it does in a stream. */
    private void admit(Object first, int hash) {
        Objects.requireNonNull(state).setCurrentKey(first, hash);
        state.clearCurrentKey();
        keyClass = first.getClass();
        keyType =
                KeyType.of(
                        first instanceof Enum<?> constant
                                ? constant.getDeclaringClass()
                                : first.getClass());
    }

    /** Returns whether the chain has got everything, and no key is left open. */
    boolean isDone() {
        return done;
    }

    /**
     * Gives records to the chain until the budget is used up; the input must have ended.
     *
     * @return whether the chain has got everything
     */
    boolean replay(TurnBudget budget) {
        RecordStream stream = stream();
        do {
            if (!fetched) {
                more = stream.next();
                fetched = true;
            }
            if (key != null && !(more && stream.current().hasKey(key)) && !endKey(budget)) {
                return false;
            }
            if (!more) {
                done = true;
                return true;
            }
            give(stream.current());
            fetched = false;
        } while (!budget.exhausted());
        return false;
    }

    private RecordStream stream() {
        RecordStream stream = records;
        if (stream == null) {
            stream = sorter.sort();
            records = stream;
            bytesSpilled.add(sorter.bytesSpilled());
        }
        return stream;
    }

    private boolean endKey(TurnBudget budget) {
        if (!chain.endKey(budget)) {
            return false;
        }
        Objects.requireNonNull(state).forgetCurrentKey();
        key = null;
        return true;
    }

    private void give(RawRecord record) {
        if (state != null && key == null) {
            beginKey(state, record);
        }
        record.value(read);
        Object value = Objects.requireNonNull(values.read(read));
        try {
            chain.process(record.input(), value, record.timestamp());
        } catch (RuntimeException e) {
            throw SubtaskFailures.atRecord(e, given, shell.attempt());
        }
        given++;
    }

    private void beginKey(ForgettingBackend<Object> ofHead, RawRecord record) {
        byte[] bytes = record.key();
        KeyType<Object> type = Objects.requireNonNull(keyType);
        ofHead.setCurrentKey(type.read(new BinaryInput(bytes)), record.hash());
        key = bytes;
    }

    @Override
    public void close() {
        sorter.close();
    }
}
