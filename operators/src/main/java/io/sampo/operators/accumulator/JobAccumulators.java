/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.ValueSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The accumulators of all subtasks of one job in one process. For the engine. Thread-safe. */
public final class JobAccumulators {
    private final ConcurrentMap<String, List<Accumulator<?, ?>>> byName = new ConcurrentHashMap<>();

    /** Creates it for a job that has none yet. */
    public JobAccumulators() {}

    /**
     * Makes an accumulator known.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if one of another class has the name
     */
    public void add(String name, Accumulator<?, ?> added) {
        byName.merge(name, List.of(added), (known, one) -> joined(name, known, added));
    }

    private static List<Accumulator<?, ?>> joined(
            String name, List<Accumulator<?, ?>> known, Accumulator<?, ?> added) {
        if (known.get(0).getClass() != added.getClass()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Accumulators of one name are merged, so they must be of one class: name='"
                            + name
                            + "' first="
                            + known.get(0).getClass().getName()
                            + " second="
                            + added.getClass().getName()
                            + ". Use another name for one of them.");
        }
        List<Accumulator<?, ?>> all = new ArrayList<>(known);
        all.add(added);
        return all;
    }

    /** Forgets all: another attempt begins. */
    public void clear() {
        byName.clear();
    }

    /**
     * Returns those of this process as bytes, and forgets all; no subtask runs any more.
     *
     * @throws StreamException with {@code NOT_SERIALIZABLE} if one cannot go to another process
     */
    public byte[] takeAll(Serialization serialization) {
        Map<String, List<Accumulator<?, ?>>> all = new TreeMap<>(byName);
        byName.clear();
        return encode(all, serialization);
    }

    /** Adds those that {@link #takeAll} returned in another process. */
    @SuppressWarnings("unchecked") // as they were written
    public void addAll(byte[] bytes, Serialization serialization) {
        decode(bytes, serialization)
                .forEach(
                        (name, all) ->
                                ((List<Accumulator<?, ?>>) all).forEach(one -> add(name, one)));
    }

    /** Returns values by name as bytes; none if there are none. */
    public static byte[] encode(Map<String, ?> values, Serialization serialization) {
        if (values.isEmpty()) {
            return new byte[0];
        }
        BinaryOutput target = new BinaryOutput();
        ValueSerializer<Object> codec = serialization.forWire("accumulators");
        target.writeVarInt(values.size());
        values.forEach(
                (name, value) -> {
                    target.writeString(name);
                    codec.write(value, target);
                });
        return target.toByteArray();
    }

    /** Reads what {@link #encode} wrote. */
    public static Map<String, Object> decode(byte[] bytes, Serialization serialization) {
        Map<String, Object> values = new TreeMap<>();
        if (bytes.length > 0) {
            BinaryInput source = new BinaryInput(bytes);
            ValueSerializer<Object> codec = serialization.forWire("accumulators");
            for (int left = source.readLength(); left > 0; left--) {
                values.put(source.readString(), codec.read(source));
            }
        }
        return values;
    }

    /** Merges and returns the results by name, and forgets all; no subtask runs any more. */
    public Map<String, Object> takeResults() {
        Map<String, Object> results = new TreeMap<>();
        byName.forEach((name, all) -> results.put(name, merged(all)));
        byName.clear();
        return results;
    }

    @SuppressWarnings("unchecked") // they are of one class
    private static Object merged(List<Accumulator<?, ?>> all) {
        Accumulator<Object, Object> first = (Accumulator<Object, Object>) all.get(0);
        for (Accumulator<?, ?> other : all.subList(1, all.size())) {
            first.merge((Accumulator<Object, Object>) other);
        }
        return first.localValue();
    }
}
