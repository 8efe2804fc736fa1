/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.id;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an operator and of its state across checkpoints, restarts and program versions:
 * the name that the user gave it, unique in the job.
 *
 * @param name the operator's name, not blank
 */
public record OperatorId(String name) implements Comparable<OperatorId> {
    /** Checks the name. */
    public OperatorId {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "An operator's name must not be blank: name='" + name + "'");
        }
    }

    @Override
    public int compareTo(OperatorId other) {
        return name.compareTo(other.name);
    }

    // By hand, as those of SubtaskId.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OperatorId id && name.equals(id.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
